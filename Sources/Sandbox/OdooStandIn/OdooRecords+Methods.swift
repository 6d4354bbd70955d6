import Core

/// The methods that the addons let the sidecar call, and what Odoo works out by itself after a write.
extension OdooRecords {
  mutating func call(_ model: String, _ method: String, _ ids: [Int], _ arguments: JSON) throws(ServedError) -> JSON {
    switch method {
    case "bring": return try bring(arguments)
    case "claim": return try claim(arguments)
    case "message_post":
      return []
    case "action_post":
      for id in ids { try post(id) }
      return true
    case "_procountor_register_payment":
      guard ids.count == 1, let move = ids.first else { throw .invalid("Expected singleton: \(model)\(ids)") }
      return .int(try registerPayment(on: move, arguments))
    default:
      guard let pressed = press(method, model, ids) else { throw .refused("\(model).\(method) may not be called.") }
      return pressed
    }
  }

  mutating func workOut(_ model: String, _ id: Int) throws(ServedError) {
    switch model {
    case "account.move":
      try total(id)
      countBilled(id)
    case "purchase.order": totalOrder(id)
    case "res.partner": write(model, id, ["commercial_partner_id": .int(commercialPartner(id))])
    default: break
    }
  }

  /// A company is its own; of a person or an address it is the company above it.
  private func commercialPartner(_ id: Int) -> Int {
    guard value("res.partner", id, "is_company") != true,
      let parent = value("res.partner", id, "parent_id")?.intValue
    else { return id }
    return commercialPartner(parent)
  }
}
