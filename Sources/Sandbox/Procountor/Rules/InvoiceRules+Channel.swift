import Core

extension InvoiceRules {
  private var buyer: JSON { invoice["counterParty"]?["counterPartyAddress"] ?? .null }

  /// Omitted, it is the counterparty's; an empty object means that there is none.
  private var billing: JSON {
    let given = invoice["billingAddress"] ?? .null
    return given.isNull ? buyer : given
  }

  /// How the invoice is to reach the buyer, and what that needs.
  mutating func checkChannel() {
    guard isSales else { return }
    switch invoice["invoiceChannel"]?.stringValue {
    case "EMAIL":
      if invoice["counterParty"]?["email"]?.stringValue == nil {
        refuse("counterParty.email", "The channel EMAIL needs an address.")
      }
    case "MAIL":
      if !Self.has(["street", "zip", "city"], billing), !Self.has(["street", "zip", "city"], buyer) {
        refuse("counterParty.counterPartyAddress", "The channel MAIL needs street, zip and city.")
      }
    case "ELECTRONIC_INVOICE":
      checkElectronic()
    case "EDIFACT", "PAPER_INVOICE":
      refuse("invoiceChannel", "This channel cannot be chosen.")
    default:
      break
    }
  }

  private mutating func checkElectronic() {
    let needed = ["name", "street", "zip", "city"]
    if !Self.has(needed, billing) { refuse("billingAddress", "An e-invoice needs name, street, zip and city.") }
    if !Self.has(needed, buyer) {
      refuse("counterParty.counterPartyAddress", "An e-invoice needs name, street, zip and city.")
    }
    guard (buyer["country"]?.stringValue ?? company.country) == "FINLAND" else { return }
    for member in ["operator", "address"] {
      let value = invoice["counterParty"]?["einvoiceAddress"]?[member]?.stringValue ?? ""
      guard value.isEmpty else { continue }
      refuse("counterParty.einvoiceAddress.\(member)", "An e-invoice to Finland needs it.")
    }
  }

  private static func has(_ members: [String], _ address: JSON) -> Bool {
    members.allSatisfy { !(address[$0] ?? .null).isBlank }
  }
}
