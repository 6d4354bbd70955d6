package import Core
package import Odoo
package import Storage

extension FlowDeclaration {
  /// Writes the partner's id and number beside the record, under this flow's kind: what settle does first.
  ///
  /// - Parameters:
  ///   - entry: what the partner took.
  ///   - odoo: the open transaction.
  ///   - settings: of the connection.
  ///   - status: how the partner has it, in its own word; nil leaves what Odoo has.
  /// - Throws: what the gateway throws.
  package func keepReference(
    _ entry: Entry,
    _ odoo: any OdooGateway,
    _ settings: Settings,
    status: String? = nil
  ) async throws(Failure) {
    _ = try await odoo.bring(
      OdooReference(
        model: model,
        record: entry.subject.record,
        connection: settings.key,
        flow: reference,
        externalID: entry.externalID ?? "",
        number: entry.number,
        entry: entry.id,
        status: status,
        sentAt: entry.sentAt
      )
    )
  }
}

extension Entry {
  static let receiptKey = "receipt"

  /// What the partner said besides its id and number, an object; later steps over earlier ones.
  package var receiptDetails: JSON { context[Self.receiptKey] ?? .object(JSONObject()) }
}
