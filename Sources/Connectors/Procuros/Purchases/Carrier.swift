import Core
import Engine
import Mapping
import Odoo

/// The delivery method that a shipping notice names (IS3).
struct Carrier {
  let id: Int?
  /// Why there is none although the document names one.
  let warning: Issue?

  /// - Throws: what a search throws.
  static func find(_ incoming: Incoming) async throws(Failure) -> Carrier {
    guard let name = incoming.document.text("carrier_id") else { return Carrier(id: nil, warning: nil) }
    let domain: JSON = [
      ["name", "=", .string(name)], ["company_id", "in", [.int(incoming.settings.company), false]],
      ["active", "=", true],
    ]
    let found = try await incoming.odoo.search("delivery.carrier", domain: domain, fields: [:], order: nil, limit: 2)
    if found.count == 1 { return Carrier(id: found.first?["id"]?.intValue, warning: nil) }
    let words = found.isEmpty ? "There is no delivery method" : "There are several delivery methods"
    return Carrier(
      id: nil,
      warning: incoming.issue(
        "procuros.receipt.carrier",
        "\(words) called \(name); the receipt has none.",
        at: "content.header.carrier",
        severity: .warning,
        value: name,
        repair: "Choose the carrier on the receipt.",
        params: ["carrier": name]
      )
    )
  }
}
