import Core

/// The number of a customer in Procountor as business id or VAT number of Odoo.
///
/// Source: reference 4.5: `identifierType` `FI` with a business id, the country's prefix with an EU VAT number; `HETU`,
/// `YHD` and `PN` are ids of persons and associations, which Odoo has no use for.
struct PartnerNumber {
  private(set) var businessID: String?
  private(set) var vat: String?

  private static let persons = ["HETU", "PN"]

  init(_ invoicing: JSON) {
    guard let number = invoicing["identifier"]?.words else { return }
    let type = invoicing["identifierType"]?.words?.uppercased() ?? ""
    guard !Self.persons.contains(type) else { return }
    if let digits = PartnerIdentifier.finnish(number), ["", "FI", "YHD"].contains(type) {
      businessID = "\(digits.dropLast())-\(digits.suffix(1))"
      if number.uppercased().hasPrefix("FI") { vat = "FI\(digits)" }
    } else if type.utf8.count == 2, type != "FI" {
      let plain = number.uppercased().filter { $0.isLetter || $0.isNumber }
      vat = plain.hasPrefix(type) ? plain : type + plain
    } else if type.isEmpty || type == "FI" {
      businessID = number
    }
  }
}
