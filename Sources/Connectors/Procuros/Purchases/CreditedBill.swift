import Core
import Engine
import Mapping
import Odoo

/// The posted bill that a credit note takes back (IC4).
///
/// Found by the vendor's number in *Reference*, or in the bill's own number where the setting writes it there (D-14).
enum CreditedBill {
  private static let fields: JSON = [
    "name": nil, "ref": nil, "state": nil, "journal_id": nil, "company_id": nil, "currency_id": ["name": nil],
    "invoice_line_ids": BilledLine.fields,
  ]

  /// - Parameter incoming: takes what is wrong: no bill or several, one that is a draft or in another currency.
  /// - Returns: the bill with nothing wrong, else nil.
  /// - Throws: what a search throws.
  static func find(_ incoming: inout Incoming) async throws(Failure) -> JSON? {
    guard let number = incoming.document.text("reversal.move_ids") else {
      incoming.add(noInvoice(incoming))
      return nil
    }
    guard let vendor = incoming.vendor else { return nil }
    let domain: [JSON] = [
      "|", ["ref", "=", .string(number)], ["name", "=", .string(number)], ["move_type", "=", "in_invoice"],
      ["company_id", "=", .int(incoming.settings.company)], ["partner_id.commercial_partner_id", "=", .int(vendor)],
    ]
    let found = try await incoming.odoo.search(
      VendorMove.model,
      domain: .array(domain + [["state", "!=", "cancel"]]),
      fields: fields,
      order: nil,
      limit: nil
    )
    let issues = issues(number, found, domain, incoming)
    incoming.add(issues)
    return issues.isEmpty ? found.first : nil
  }

  private static func issues(_ number: String, _ found: [JSON], _ domain: [JSON], _ incoming: Incoming) -> [Issue] {
    guard let bill = found.first else { return [noBill(number, domain, incoming)] }
    guard found.count == 1 else { return found.map { several(number, $0, found.count, incoming) } }
    if bill["state"] != "posted" { return [draft(number, bill, incoming)] }
    return [currency(bill, incoming)].compactMap(\.self)
  }

  private static func noInvoice(_ incoming: Incoming) -> Issue {
    incoming.issue(
      "procuros.credit_note.no_invoice",
      "\(incoming.title) does not say which invoice it takes back.",
      at: "content.header.invoiceIdentifier",
      repair: "Enter the credit note by hand and ignore this document, or ask the vendor for the number."
    )
  }

  private static func noBill(_ number: String, _ domain: [JSON], _ incoming: Incoming) -> Issue {
    Issue(
      "procuros.credit_note.no_bill",
      "There is no bill of this vendor with the number \(number), which \(incoming.title) takes back.",
      model: VendorMove.model,
      field: "ref",
      label: "Reference",
      value: number,
      path: "content.header.invoiceIdentifier",
      repair: "Enter \(number) in Reference of the bill and confirm it.",
      params: ["number": number, "document": incoming.title],
      probe: .domain(model: VendorMove.model, domain: .array(domain + [["state", "=", "posted"]]))
    )
  }

  private static func several(_ number: String, _ bill: JSON, _ count: Int, _ incoming: Incoming) -> Issue {
    issue(
      "procuros.credit_note.several_bills",
      "\(count) bills of this vendor have the number \(number), which \(incoming.title) takes back.",
      bill,
      "ref",
      "Reference",
      number,
      "Cancel the bills that are not meant, or correct their Reference.",
      ["number": number, "count": String(count), "document": incoming.title]
    )
  }

  private static func draft(_ number: String, _ bill: JSON, _ incoming: Incoming) -> Issue {
    issue(
      "procuros.credit_note.draft_bill",
      "The bill \(bill.name) that \(incoming.title) takes back is not confirmed.",
      bill,
      "state",
      "Status",
      bill["state"]?.stringValue,
      "Confirm \(bill.name).",
      ["bill": bill.name, "document": incoming.title]
    )
  }

  private static func currency(_ bill: JSON, _ incoming: Incoming) -> Issue? {
    guard let theirs = incoming.document.found["currency_id"], let ours = bill["currency_id"],
      theirs.relation != ours.relation
    else { return nil }
    return issue(
      "procuros.credit_note.currency",
      "\(incoming.title) is in \(theirs.name), the bill \(bill.name) in \(ours.name).",
      bill,
      "currency_id",
      "Currency",
      ours.name,
      "Ask the vendor, or enter the credit note by hand and ignore this document.",
      ["bill": bill.name, "document": incoming.title, "theirs": theirs.name, "ours": ours.name]
    )
  }

  private static func issue(
    _ code: String,
    _ message: String,
    _ bill: JSON,
    _ field: String,
    _ label: String,
    _ value: String?,
    _ repair: String,
    _ params: [String: String]
  ) -> Issue {
    Issue(
      code,
      message,
      model: VendorMove.model,
      record: bill["id"]?.intValue,
      recordName: bill.name,
      field: field,
      label: label,
      value: value,
      path: "content.header.invoiceIdentifier",
      repair: repair,
      params: params,
      probe: bill["id"]?.intValue.map { .field(model: VendorMove.model, record: $0, field: field) }
    )
  }
}
