import Core
import Foundation
import Mapping

/// A contact of Odoo as invoices and customers name it.
struct Party {
  let record: JSON

  /// The fields of an address.
  static let address = ["name", "street", "street2", "zip", "city", "country_id.code"]
  /// The fields of a whole contact.
  static let reads =
    address + [
      "type", "is_company", "ref", "lang", "email", "vat", "company_registry", "parent_id",
      "procountor_invoice_channel",
      "peppol_eas", "peppol_endpoint", "edicode", "einvoice_operator_id.identifier",
    ]

  init?(_ record: JSON?) {
    guard let record, record["id"]?.intValue != nil else { return nil }
    self.record = record
  }

  private func text(_ field: String) -> String? {
    record[field]?.stringValue.flatMap { text in
      let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
      return trimmed.isEmpty ? nil : trimmed
    }
  }

  var id: Int { record["id"]?.intValue ?? 0 }
  var name: String? { text("name") }
  var language: String? { text("lang") }
  var channel: String? { text("procountor_invoice_channel") }
  var countryCode: String? { record["country_id"]?["code"]?.stringValue }
  /// Its name at Procountor; the ISO code of one that Procountor does not have, nil without a country.
  var country: String? { countryCode.map { Countries.name(of: $0) ?? $0 } }
  var isFinnish: Bool { countryCode == "FI" }
  var isPerson: Bool { record["is_company"] == false }
  /// A person or department to whom the company's documents go, without an address of its own kind.
  var isContact: Bool { text("type") == "contact" && record["parent_id"]?.isNull == false && isPerson }

  /// What makes two addresses the same place.
  var place: [String?] { ["street", "street2", "zip", "city"].map { text($0)?.lowercased() } + [countryCode] }
  var hasPostalAddress: Bool { text("street") != nil && text("zip") != nil && text("city") != nil }

  // MARK: Numbers

  /// The business ID of a Finnish company, else the VAT number, for people neither: theirs are private.
  var identifier: String? {
    if isPerson { return nil }
    return isFinnish ? businessID?.text : taxCode ?? text("company_registry")
  }

  var businessID: BusinessID? {
    guard isFinnish else { return nil }
    return text("company_registry").flatMap { BusinessID($0) ?? FinnishVATNumber($0)?.businessID }
      ?? vat.flatMap { FinnishVATNumber($0)?.businessID }
  }

  var taxCode: String? {
    guard let vat else { return nil }
    return isFinnish ? FinnishVATNumber(vat)?.text : vat.filter { !$0.isWhitespace }.uppercased()
  }

  /// Odoo 19 writes a slash where somebody has none.
  private var vat: String? { text("vat").flatMap { $0 == "/" ? nil : $0 } }

  /// The fields of a Finnish company whose number fails its check digit.
  var wrongNumbers: [String] {
    guard isFinnish, !isPerson else { return [] }
    let registry = text("company_registry").map { BusinessID($0) == nil && FinnishVATNumber($0) == nil } ?? false
    let number = vat.map { FinnishVATNumber($0) == nil } ?? false
    return (registry ? ["company_registry"] : []) + (number ? ["vat"] : [])
  }

  // MARK: Ways to reach it

  /// The first address of the e-mail field; nil when there is none that could be one.
  var email: String? {
    let parts = (text("email") ?? "").split { ",;".contains($0) }
    return parts.lazy.map { Self.bare($0) }.first(where: Self.isEmail)
  }

  var hasWrongEmail: Bool { text("email") != nil && email == nil }

  /// The e-invoice address: the one of the Finnish localisation, else an OVT code of Peppol.
  var einvoiceAddress: String? {
    if let code = text("edicode") { return code }
    return ["0216", "0037"].contains(text("peppol_eas")) ? text("peppol_endpoint") : nil
  }

  var einvoiceOperator: String? {
    record["einvoice_operator_id"]?["identifier"]?.stringValue.flatMap { EInvoiceOperator($0)?.code }
  }

  /// `Maija <maija@esimerkki.example>` without the name.
  private static func bare(_ text: Substring) -> String {
    let inner = text.firstIndex(of: "<").map { text[text.index(after: $0)...].prefix { $0 != ">" } } ?? text
    return inner.trimmingCharacters(in: .whitespaces)
  }

  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), text.allSatisfy(\.isASCII) else { return false }
    return !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
      && !text.contains { $0.isWhitespace || "<>\"(),;".contains($0) }
  }

  // MARK: As rows read it

  /// The contact with its country's name, and with another name where it has none of its own.
  func derived(name: String? = nil, _ members: [(String, JSON?)] = []) -> JSON {
    let own: [(String, JSON?)] = [
      ("name", (self.name ?? name).map(JSON.string)), ("=country", country.map(JSON.string)),
    ]
    return record.adding(own + members)
  }
}
