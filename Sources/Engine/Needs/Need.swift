/// Another record that the partner must know before a document may leave, and where its id stands in that document.
///
///     Need(flow: "procountor.product.send", model: "product.product", record: 9,
///          path: ["invoiceRows", "0", "productId"], creates: true)
///
/// The id is the partner's, as the needed flow's `reference` kind keeps it. A record that the partner does not know yet
/// is sent first, as a document of its own, where `creates` says so; otherwise its place stays as the flow left it.
package struct Need: Sendable, Equatable {
  /// How the id stands in the body.
  package enum Form: String, Sendable, Codable {
    case number, text
  }
  /// The flow that sends such a record.
  package var flow: String
  package var model: String
  package var record: Int
  /// The place of the id in the first request's JSON body; a row of an array by its number, from 0.
  package var path: [String]
  package var creates: Bool
  package var form: Form

  package init(flow: String, model: String, record: Int, path: [String], creates: Bool, form: Form = .number) {
    self.flow = flow
    self.model = model
    self.record = record
    self.path = path
    self.creates = creates
    self.form = form
  }
}
