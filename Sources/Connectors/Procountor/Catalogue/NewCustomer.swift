import Core
import Engine
import Foundation
import Odoo

/// *Add to partners*: the partner that a row becomes, or the contact below the one its parent became.
struct NewCustomer {
  private let arrival: Arrival
  private let decision: Decision
  private let odoo: any OdooGateway
  private let settings: Settings
  private static let model = "res.partner"

  /// - Throws: `.internal` for a row that nobody decided on.
  init(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) throws(Failure) {
    guard let decision = arrival.decision else { throw .undecided(arrival) }
    (self.arrival, self.decision, self.odoo, self.settings) = (arrival, decision, odoo, settings)
  }

  /// - Throws: `.data` when the row has no name; what Odoo says to it.
  func create() async throws(Failure) -> Applied {
    guard let name = text("name") else { throw .incomplete(arrival.type, [Self.nameless(arrival)]) }
    let address = try await PartnerAddress(
      street: text("street"),
      street2: text("street2"),
      zip: text("zip"),
      city: text("city"),
      country: text("country_code"),
      odoo
    )
    let kind = text("kind") ?? "main"
    let further = kind == "main" ? try await company() : contact(kind)
    let contacts: [(String, JSON?)] = [("email", value("email")), ("phone", value("phone"))]
    let values = JSON.record([("name", .string(name))] + address.values + contacts + further)
    guard let id = try await odoo.create(Self.model, values: [values]).first else { throw .notCreated(name) }
    return Applied(record: id, recordName: name)
  }

  // MARK: Values

  private func contact(_ kind: String) -> [(String, JSON?)] {
    // Without a parent, which somebody may have left out, it is an address of its own.
    [("type", .string(kind)), ("parent_id", decision.parent.map(JSON.int))]
  }

  private func company() async throws(Failure) -> [(String, JSON?)] {
    let term = try await paymentTerm()
    return [
      ("is_company", true), ("customer_rank", 1), ("lang", try await language()),
      ("company_registry", value("business_id")), ("vat", value("vat")),
      ("property_payment_term_id", term.map(JSON.int)),
    ] + (try await endpoint())
  }

  /// A language that is not installed would be refused: Odoo takes its own then.
  private func language() async throws(Failure) -> JSON? {
    guard let wanted = text("lang") else { return nil }
    let installed: JSON = [["active", "=", true]]
    let found = try await odoo.search("res.lang", domain: installed, fields: ["code": nil], order: nil, limit: nil)
    let codes = found.compactMap { $0["code"]?.stringValue }
    return (codes.first { $0 == wanted } ?? codes.first { $0.prefix(2) == wanted.prefix(2) }).map(JSON.string)
  }

  /// The term of that many days net, if there is exactly one.
  private func paymentTerm() async throws(Failure) -> Int? {
    guard let days = decision.values["payment_term_days"]?.intValue else { return nil }
    let domain: JSON = [["company_id", "in", [.int(settings.company), false]], ["active", "=", true]]
    let fields: JSON = [
      "early_discount": nil, "line_ids": ["value": nil, "value_amount": nil, "nb_days": nil, "delay_type": nil],
    ]
    let terms = try await odoo.search("account.payment.term", domain: domain, fields: fields, order: nil, limit: nil)
    let fitting = terms.filter { term in
      let lines = term["line_ids"]?.arrayValue ?? []
      return lines.count == 1 && term["early_discount"] != true && lines[0]["value"] == "percent"
        && lines[0]["value_amount"]?.decimalValue == 100 && lines[0]["nb_days"]?.intValue == days
        && lines[0]["delay_type"] == "days_after"
    }
    return fitting.count == 1 ? fitting[0].relation : nil
  }

  /// The e-invoice address where this Odoo keeps one: an OVT has the scheme 0216 (EAS code list).
  private func endpoint() async throws(Failure) -> [(String, JSON?)] {
    guard let address = text("einvoice_address"), address.hasPrefix("0037"),
      address.unicodeScalars.allSatisfy({ ("0"..."9").contains($0) }),
      try await odoo.has("peppol_endpoint", in: Self.model)
    else { return [] }
    return [("peppol_eas", "0216"), ("peppol_endpoint", .string(address))]
  }

  private func text(_ column: String) -> String? { decision.values[column]?.words }

  private func value(_ column: String) -> JSON? { text(column).map(JSON.string) }

  private static func nameless(_ arrival: Arrival) -> Issue {
    Issue(
      "procountor.import.name",
      "The row has no name.",
      recordName: arrival.number ?? arrival.externalID,
      repair: "Enter a name in the row, and apply it again."
    )
  }
}

extension Failure {
  /// The engine asks for a record only after a person decided.
  static func undecided(_ arrival: Arrival) -> Failure {
    Failure(.internal, "internal", "Nobody decided what \(arrival.externalID) shall become.")
  }
}
