package import Core
package import Odoo

/// One kind of document coming in: what the partner has for us becomes, or changes, a record of Odoo.
///
/// The document itself is kept whole in the ledger before any of this; see `design.md`, the life of a document, point 8.
package protocol ReceivingFlow: Sendable {
  /// For example `procuros.order.receive`.
  var id: String { get }
  var label: String { get }
  /// The Odoo model of the record that the document becomes or changes.
  var model: String { get }

  /// Brings Odoo to the state that the document calls for.
  ///
  /// Called in a transaction of Odoo that holds nothing else and is rolled back as a whole when this throws, so nothing is
  /// half-written. Look everything up first and say **all** that is wrong at once. That the same document was applied
  /// before is known to the caller: this runs once per committed document, and again only after a rollback.
  ///
  /// - Returns: the record the document became, and warnings.
  /// - Throws: `.data` with `issues` (each with record or probe) when a person must mend something, `.data` without them for
  ///   what Odoo itself refuses; everything else as the gateway throws it.
  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied

  /// The flow for documents that come in one after the other and share a memory of Odoo.
  ///
  /// What each of them looks up it may look up for all, in the same words: then Odoo is asked once. What it finds for
  /// others must not change what becomes of a document.
  func among(_ page: [Arrival], _ settings: Settings) -> any ReceivingFlow
}

extension ReceivingFlow {
  /// Asks for each document alone.
  package func among(_ page: [Arrival], _ settings: Settings) -> any ReceivingFlow { self }
}

/// A document that the partner has for us.
package struct Arrival: Sendable, Equatable {
  /// The partner's id of this very document and version, for example a `procurosTransactionId`; unique among everything
  /// that comes in by the connection, so with a word for its kind where the partner counts kinds apart: `payment-310`.
  package var externalID: String
  /// The partner's word for its kind, for example `ORDER`.
  package var type: String
  /// What it says, as the partner said it.
  package var content: JSON
  /// Its number in the partner's books, for example `AB-9001`.
  package var number: String?
  /// The older version of this document that Odoo has; nil when there is none, or when it was never applied.
  package var replaces: Version?
  /// How the partner has it, in the partner's own word, for example `APPROVED`; kept with the partner's id. Another word
  /// alone does not make it another document.
  package var status: String?
  /// The partner's id of what it is about, for example of the invoice that a payment pays; for what a `PullFlow` asked.
  package var about: String?
  /// What a person decided; set for an `ImportFlow` only.
  package var decision: Decision?

  /// A version of a document that was applied to Odoo.
  package struct Version: Sendable, Equatable {
    package var externalID: String
    package var record: Int
    package var recordName: String

    package init(externalID: String, record: Int, recordName: String) {
      self.externalID = externalID
      self.record = record
      self.recordName = recordName
    }
  }

  package init(
    externalID: String,
    type: String,
    content: JSON,
    number: String? = nil,
    replaces: Version? = nil,
    about: String? = nil,
    decision: Decision? = nil
  ) {
    self.externalID = externalID
    self.type = type
    self.content = content
    self.number = number
    self.replaces = replaces
    self.about = about
    self.decision = decision
  }
}

/// What a document became in Odoo.
package struct Applied: Sendable, Equatable {
  /// Id of the record in the flow's model.
  package var record: Int
  package var recordName: String
  /// What a person should know although it worked; severity `warning`.
  package var warnings: [Issue]
  /// What a click says of it, as values for the addon's sentence `<flow>.applied`, for example `payment`, `amount`,
  /// `currency`, `journal`; amounts as decimal text.
  package var facts: [String: String]

  package init(record: Int, recordName: String, warnings: [Issue] = [], facts: [String: String] = [:]) {
    self.record = record
    self.recordName = recordName
    self.warnings = warnings
    self.facts = facts
  }

  /// Nothing: the document says nothing that Odoo should have, for example a bill that was withdrawn before it came in.
  ///
  /// - Parameter reason: one sentence, kept with the document; it is given up without anybody being asked.
  /// - Returns: what a flow answers then.
  package static func leftAlone(_ reason: String) -> Applied { Applied(record: 0, recordName: reason) }

  /// Why nothing came of the document; nil where something did.
  var leftAloneBecause: String? { record == 0 ? recordName : nil }
}
