import Core
import Engine
import Mapping
import Odoo

/// Bills and credit notes of a vendor that Odoo has already.
enum VendorMove {
  static let model = "account.move"

  /// The draft that an older version of this document became; an issue when it is none any more (D-18).
  ///
  /// - Parameters:
  ///   - incoming: the document; takes the issue.
  ///   - fields: what to read of the draft besides its state.
  /// - Returns: nil when there is no older version, or somebody deleted what it became.
  /// - Throws: what a read throws.
  static func earlier(_ incoming: inout Incoming, _ fields: JSON) async throws(Failure) -> JSON? {
    guard let older = incoming.arrival.replaces else { return nil }
    let read = try await incoming.odoo.read(model, ids: [older.record], fields: fields, committed: false)
    guard let found = read.records.first else { return nil }
    if found["state"] != "draft" { incoming.add(tooLate(older, found, incoming)) }
    return found
  }

  private static func tooLate(_ older: Arrival.Version, _ found: JSON, _ incoming: Incoming) -> Issue {
    incoming.versionTooLate(
      "procuros.bill.version_too_late",
      "\(incoming.title) replaces a document that is \(older.recordName) and no draft any more.",
      older,
      of: model,
      in: found["state"],
      repair: "Set \(older.recordName) back to draft, or change it by hand and ignore this document."
    )
  }

  /// The vendor's number names one document; two of it would be paid twice.
  ///
  /// - Parameters:
  ///   - incoming: the document.
  ///   - type: `in_invoice` or `in_refund`.
  ///   - known: the record that an older version became.
  /// - Returns: an issue when there is another one.
  /// - Throws: what a search throws.
  static func sameNumber(_ incoming: Incoming, type: String, besides known: Int?) async throws(Failure) -> Issue? {
    guard let number = incoming.document.text("ref"), let vendor = incoming.vendor else { return nil }
    let domain: JSON = [
      ["move_type", "=", .string(type)], ["ref", "=", .string(number)], ["state", "!=", "cancel"],
      ["company_id", "=", .int(incoming.settings.company)], ["partner_id.commercial_partner_id", "=", .int(vendor)],
    ]
    let found = try await incoming.odoo.search(model, domain: domain, fields: ["state": nil], order: nil, limit: 2)
    guard let other = found.first(where: { $0["id"]?.intValue != known }), let record = other["id"]?.intValue else {
      return nil
    }
    return Issue(
      "procuros.bill.same_number",
      "\(other.name) already has the number \(number) of this vendor.",
      model: model,
      record: record,
      recordName: other.name,
      field: "ref",
      label: "Reference",
      value: number,
      path: incoming.document.paths["ref"],
      repair: "Cancel or delete \(other.name) if this document shall take its place, or ignore this document.",
      params: ["number": number, "other": other.name, "document": incoming.title],
      probe: .domain(model: model, domain: .array((domain.arrayValue ?? []).dropLast(3) + cancelled(record)))
    )
  }

  private static func cancelled(_ record: Int) -> [JSON] { [["id", "=", .int(record)], ["state", "=", "cancel"]] }
}

extension Incoming {
  /// The company of the vendor, which is the same for all its addresses.
  var vendor: Int? { document.found["partner_id"]?["commercial_partner_id"]?.relation }
}
