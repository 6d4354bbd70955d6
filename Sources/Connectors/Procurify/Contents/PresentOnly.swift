import Core
import Engine
import Odoo

/// Passes a document on to its flow, and holds one that Procurify lists but does not show any more.
///
/// Source: reference section 5 (404) and ruling 14: nothing is deleted in Odoo; a person looks at it.
struct PresentOnly: ReceivingFlow {
  private let flow: any ReceivingFlow

  init(_ flow: any ReceivingFlow) { self.flow = flow }

  var id: String { flow.id }
  var label: String { flow.label }
  var model: String { flow.model }

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    guard arrival.content[Kind.gone] != true else { throw Self.gone(arrival) }
    return try await flow.apply(arrival, odoo, settings)
  }

  func among(_ page: [Arrival], _ settings: Settings) -> any ReceivingFlow {
    PresentOnly(flow.among(page.filter { $0.content[Kind.gone] != true }, settings))
  }

  private static func gone(_ arrival: Arrival) -> Failure {
    let title = [arrival.type, arrival.number].compactMap(\.self).joined(separator: " ")
    let issue = Issue(
      "procurify.source_gone",
      "\(title) is in Procurify's list, but is gone or may not be seen.",
      recordName: title,
      repair: "Look at it in Procurify: give the application the right to see it and retry, or ignore this document.",
      params: ["document": title]
    )
    return Failure(
      .data,
      "arrival.incomplete",
      "\(title) cannot be taken over as it is.",
      issues: [issue],
      hint: "Mend what is named; it is tried again by itself."
    )
  }
}
