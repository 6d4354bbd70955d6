import Core
import Mapping

/// What no field of `res.partner` holds and a customer of Procountor needs.
enum PartnerDerivation {
  static let derivation = Derivation(
    reads: Party.reads + ["phone", "mobile", "currency_id.name"]
      + ["type", "active"].map { "child_ids." + $0 } + (Party.address + ["email", "phone"]).map { "child_ids." + $0 }
      + ["nb_days", "delay_type"].map { "property_payment_term_id.line_ids." + $0 },
    values: values,
    fields: ["=country": "country_id", "=email": "email", "=days": "property_payment_term_id"]
  ) { partner in
    derive(partner)
  }

  private static let values: [(name: String, about: String)] = [
    ("=country", "by the ISO code of `country_id`"),
    ("=billing", "the first contact of type invoice, `=delivery` the first of type delivery"),
    ("=contacts", "the contacts of type contact"),
    ("=identifier", "a Finnish company's business ID, another company's VAT number; a person has none"),
    ("=identifier_type", "`FI` with a business ID, else the letters that the VAT number begins with"),
    ("=email", "the first address of `email`"),
    ("=language", "by `lang`, else setting `default_language`"),
    ("=channel", "the contact's own channel, else setting `invoice_channel`"),
    ("=einvoice_address", "`edicode`, else `peppol_endpoint` of the schemes 0216 and 0037; with `=operator`"),
    ("=ovt", "`0037` and the business ID"),
    ("=days", "of payment terms with one due date some days after the invoice; left out with others"),
  ]

  private static func derive(_ document: DocumentView) -> JSON {
    guard let partner = Party(document.record) else { return document.record }
    let children = (document.record["child_ids"]?.arrayValue ?? []).filter { $0["active"] != false }
    func first(_ type: String) -> JSON? {
      children.first { $0["type"]?.stringValue == type }.flatMap(Party.init)?.derived(name: partner.name)
    }
    let contacts = children.filter { $0["type"] == "contact" }.compactMap(Party.init).filter { $0.name != nil }
      .map { $0.record.adding([("=email", $0.email.map(JSON.string))]) }
    let members: [(String, JSON?)] = [
      ("=billing", first("invoice")), ("=delivery", first("delivery")), ("=contacts", .array(contacts)),
      ("=language", .string(Languages.name(of: [partner.language], document))),
      ("=channel", channel(partner, document).map(JSON.string)), ("=email", partner.email.map(JSON.string)),
      ("=days", days(document).map(JSON.string)),
    ]
    return partner.derived(name: nil, members + numbers(partner))
  }

  private static func numbers(_ partner: Party) -> [(String, JSON?)] {
    let identifier = partner.identifier
    let address = partner.einvoiceOperator == nil ? nil : partner.einvoiceAddress
    return [
      ("=identifier", identifier.map(JSON.string)),
      ("=identifier_type", identifier.flatMap { type(of: $0, partner) }.map(JSON.string)),
      ("=einvoice_address", address.map(JSON.string)),
      ("=operator", address.flatMap { _ in partner.einvoiceOperator }.map(JSON.string)),
      ("=ovt", partner.isPerson ? .none : partner.businessID.map { .string(OVT($0).text) }),
    ]
  }

  private static func type(of identifier: String, _ partner: Party) -> String? {
    if partner.businessID?.text == identifier { return "FI" }
    let letters = String(identifier.prefix(2))
    return letters.count == 2 && letters.allSatisfy { $0.isASCII && $0.isUppercase } ? letters : nil
  }

  private static func channel(_ partner: Party, _ document: DocumentView) -> String? {
    let chosen = partner.channel ?? document.setting("invoice_channel") ?? "NO_SENDING"
    let channel = chosen == "company" ? CompanySettings(document).invoiceChannel : chosen
    return channel.flatMap { Codes.invoiceChannel.contains($0) ? $0 : nil }
  }

  private static func days(_ document: DocumentView) -> String? {
    let lines = document.value("property_payment_term_id")?["line_ids"]?.arrayValue ?? []
    guard lines.count == 1, let line = lines.first, line["delay_type"] == "days_after",
      let days = line["nb_days"]?.intValue, days >= 0
    else { return nil }
    return String(days)
  }
}
