import Core
import Engine
import Mapping
import Odoo

/// What a vendor of Procurify is as a partner of Odoo.
struct VendorValues {
  /// Fields that are compared and kept up to date, null where Procurify has nothing.
  private(set) var values: [(field: String, value: JSON)] = []
  let contact: String?
  private(set) var warnings: [Issue] = []

  /// - Throws: what a search throws.
  init(_ document: ProcurifyDocument) async throws(Failure) {
    let content = document.content
    contact = content["contact"]?.documentID
    let place = try await VendorPlace(
      country: content["country"]?.documentID,
      state: content["state_province"]?.documentID,
      document.odoo
    )
    let emails = (content["email"]?.arrayValue ?? [content["email"] ?? .null]).compactMap(\.documentID)
    set("name", document.fields.text("name").map(Self.collapsed))
    for field in ["ref", "street", "street2", "zip", "city", "phone"] { set(field, document.fields.text(field)) }
    if try await document.odoo.has("mobile", in: PullVendor.partner) { set("mobile", document.fields.text("mobile")) }
    set("email", emails.first)
    set("website", document.fields.text("website"))
    let notes = [content["comments"]?.documentID] + emails.dropFirst().map { $0 } + place.unknown.map { $0 }
    let comment = notes.compactMap(\.self).joined(separator: "\n")
    // Odoo keeps it as HTML.
    set("comment", comment.isEmpty ? nil : BillNarration.paragraphs(comment))
    values += [("country_id", JSON(place.country)), ("state_id", JSON(place.state))]
    try await addCurrency(document)
    try await addTerm(document)
  }

  private mutating func set(_ field: String, _ text: String?) { values.append((field, JSON(text))) }

  private static func collapsed(_ name: String) -> String {
    name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // MARK: Currency and payment term

  private mutating func addCurrency(_ document: ProcurifyDocument) async throws(Failure) {
    let field = "property_purchase_currency_id"
    guard let name = CurrencyNames.name(document.content["currency"], document.settings),
      try await document.odoo.has(field, in: PullVendor.partner)
    else { return }
    if let id = try await CurrencyNames.find(name, document.odoo) {
      values.append((field, .int(id)))
    } else {
      warnings.append(
        document.issue(
          "procurify.currency_missing",
          "The currency \(name) of \(document.title) is not active in Odoo; its supplier currency is left.",
          at: "content.currency",
          severity: .warning,
          value: name,
          repair: "Activate the currency \(name) and see to its rate.",
          params: ["currency": name]
        )
      )
    }
  }

  private mutating func addTerm(_ document: ProcurifyDocument) async throws(Failure) {
    let (field, model) = ("property_supplier_payment_term_id", "account.payment.term")
    guard let term = document.content["payment_term_ref"], let id = term["id"]?.documentID,
      try await document.odoo.has(field, in: PullVendor.partner)
    else { return }
    let name = term["name"]?.documentID ?? id
    var found = try await document.linked(Link.paymentTerm, [id])[id]
    if found == nil {
      let domain: JSON = [
        ["name", "=ilike", .string(name.likeEscaped)], ["company_id", "in", [.int(document.settings.company), false]],
        ["active", "=", true],
      ]
      let named = try await document.odoo.search(model, domain: domain, fields: ["name": nil], order: nil, limit: 2)
      found = named.count == 1 ? named[0].recordID : nil
    }
    guard let found else {
      return warnings.append(
        document.issue(
          "procurify.payment_term_unmapped",
          "Procurify's payment term \(name) is linked to none in Odoo; that of \(document.title) is left.",
          at: "content.payment_term_ref",
          severity: .warning,
          value: name,
          repair: "Link the payment term \(name), and fetch the vendors again.",
          params: ["name": name],
          missing: Issue.Missing(kind: Link.paymentTerm, externalID: id, name: name, model: model)
        )
      )
    }
    values.append((field, .int(found)))
  }
}
