package import Core
import Foundation
import Testing

/// A purchase order that can be sent: the golden case `plain` of `procuros.order.send`.
package enum SampleOrder {
  package static let model = "purchase.order"
  package static let flow = "procuros.order.send"

  /// The order as Odoo gives it, with another id and number.
  package static func document(_ id: Int = 42) throws -> JSON {
    let name = "P\(String(100_000 + id).dropFirst())"
    return try #require(plain)
      .replacing("id", with: .int(id))
      .replacing("display_name", with: .string(name))
      .replacing("name", with: .string(name))
      .replacing("create_date", with: "2025-03-10T08:00:00Z")
  }

  private static let plain: JSON? = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let cases = Golden.cases("order.send", beside: tests.appending(path: "Connectors/ProcurosTests/SendOrder").path)
    return cases.first { $0.name == "plain" }.flatMap { try? $0.json("odoo.json") } ?? nil
  }()
}
