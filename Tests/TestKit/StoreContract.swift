package import Core
import Foundation
package import Storage
import Testing

/// What every `Store` promises, one sentence each; the tests of an implementation run all of it on fresh stores.
package struct StoreContract: Sendable, CustomTestStringConvertible {
  package let sentence: String
  package let check: @Sendable (any Store) async throws -> Void

  init(_ sentence: String, _ check: @escaping @Sendable (any Store) async throws -> Void) {
    self.sentence = sentence
    self.check = check
  }

  package var testDescription: String { sentence }

  package static let all: [StoreContract] =
    databases + odooConnections + connections + ledger + queries + snapshots + marks + links + schedules + log
}

/// Plausible rows to fill a store with.
package enum StoreSample {
  package static let now = Timestamp(milliseconds: 1_772_000_000_000)
  package static let identity = DatabaseIdentity(
    uuid: "5f0c6f3e-7a52-4c2b-9a51-0e6b9a4b6c11",
    name: "production",
    oid: 16_384,
    systemIdentifier: "7301234567890123456"
  )
  package static let connection = "0d3f7c1e-2b6a-4e0e-8f55-6f1f7f0a9b20"

  /// The id of the sample database in that store.
  package static func database(_ store: any Store) async throws(Failure) -> Int64 {
    try await store.database(identity, road: "addon", at: now).row.id
  }

  package static func subject(_ database: Int64, record: Int = 42) -> EntrySubject {
    EntrySubject(
      database: database,
      company: 1,
      connection: connection,
      flow: "procuros.order.send",
      model: "purchase.order",
      record: record
    )
  }

  package static func entry(_ database: Int64, record: Int = 42, revision: Int = 1) -> Entry {
    Entry(
      subject: subject(database, record: record),
      revision: revision,
      recordName: "P000\(record)",
      correlation: "c-\(record)",
      at: now
    )
  }

  package static func step(_ index: Int = 0, body: String = #"{"type":"ORDER"}"#) -> Step {
    Step(index: index, name: "post", body: Array(body.utf8), hash: "hash of \(body)", repeatRule: .lookup)
  }

  /// An entry with a value in every member.
  package static func filled(_ entry: Entry) -> Entry {
    var entry = entry
    entry.recordCreated = "2026-02-25 07:30:00.123456"
    entry.state = .quarantined
    entry.inDoubtSince = now
    entry.lookups = 2
    entry.hash = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"
    entry.context = .object(JSONObject([("price", .decimal(Decimal(1230) / 100)), ("lines", .array([.int(1)]))]))
    entry.issues = [issue]
    entry.failure = Failure(.response, "procuros.transaction.rejected", "Refused.", status: 400)
    entry.cause = "product.gtin.unknown:4006381333931"
    entry.causeText = "GTIN 4006381333931 unknown"
    entry.externalID = "tx-1"
    entry.number = "A-77"
    entry.status = "issues"
    entry.attempts = 3
    entry.nextAttemptAt = now + .seconds(60)
    entry.updatedAt = now + .seconds(1)
    entry.sentAt = now + .seconds(2)
    entry.settledAt = now + .seconds(3)
    entry.user = 7
    return entry
  }

  private static let issue = Issue(
    "mapping.required",
    "The product has no barcode.",
    model: "product.product",
    record: 31,
    recordName: "Äpfelsaft 1 l",
    params: ["field": "barcode"],
    probe: .domain(
      model: "product.product",
      domain: .array([.array([.string("barcode"), .string("!="), .bool(false)])])
    )
  )
}
