import Core

/// Made-up customers and suppliers, with all that makes registers hard to match.
struct MadeUpPartners: Sendable {
  private var words: MadeUp
  private var names: [String] = []

  init(seed: UInt64) { words = MadeUp(seed: seed) }

  /// One more; every tenth has the name of an earlier one, with another business ID.
  mutating func next(_ type: String) -> JSON {
    let name = !names.isEmpty && words.chance(10) ? words.pick(names) : words.companyName()
    names.append(name)
    let business = words.chance(85) ? words.businessID() : nil
    let address = words.address(name)
    var members: [(String, JSON?)] = [
      ("name", .string(name)), ("type", .string(type)), ("address", address),
      ("invoicingInfo", invoicing(name, business)), ("paymentInfo", payment(type)),
      ("registryInfo", ["active": .bool(words.chance(93)), "phone": .string("+358 9 \(words.digits(6))")]),
    ]
    if words.chance(25) { members.append(("billingAddress", words.address(name + " / Laskut"))) }
    if words.chance(30) { members.append(("deliveryAddress", words.address(name + " / Varasto"))) }
    if words.chance(10) { members.append(("billingAddress", address)) }
    if words.chance(40) { members.append(("contactPersons", people(name))) }
    return .object(JSONObject(members.map { (key: $0.0, value: $0.1 ?? .null) }.uniqued))
  }

  private mutating func invoicing(_ name: String, _ business: String?) -> JSON {
    let isElectronic = business != nil && words.chance(50)
    let ovt = "0037" + (business ?? "").filter { $0 != "-" }
    return .record([
      ("customerNumber", words.chance(60) ? .string("A\(words.digits(5))") : .none),
      ("identifier", business.map(JSON.string)), ("identifierType", business.map { _ in "FI" }),
      ("ovt", isElectronic ? .string(ovt) : .none), ("invoiceChannel", isElectronic ? "ELECTRONIC_INVOICE" : "EMAIL"),
      ("language", .string(words.pick(["FINNISH", "FINNISH", "SWEDISH", "ENGLISH"]))),
      ("email", words.chance(70) ? .string(words.email(name)) : .none),
      ("einvoiceAddress", isElectronic ? .string(ovt) : .none),
      ("einvoiceOperator", isElectronic ? .string(words.pick(["003723327487", "003721291126", "NDEAFIHH"])) : .none),
    ])
  }

  private mutating func payment(_ type: String) -> JSON {
    .record([
      ("paymentMethod", "BANK_TRANSFER"), ("paymentTermDays", .string(words.pick(["7", "14", "14", "30", ""]))),
      ("currency", "EUR"), ("bankAccount", type == "SUPPLIER" ? .string(words.iban()) : .none),
    ])
  }

  private mutating func people(_ name: String) -> JSON {
    .array(
      (0..<words.number(1...2)).map { _ in
        [
          "name": .string(words.person()), "email": .string(words.email(name)),
          "phone": .string("040 \(words.digits(7))"),
        ]
      }
    )
  }
}

extension [(key: String, value: JSON)] {
  /// A member named twice keeps its last value.
  fileprivate var uniqued: Self {
    reduce(into: []) { found, member in
      found.removeAll { $0.key == member.key }
      found.append(member)
    }
  }
}
