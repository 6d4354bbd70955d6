import Core
import Engine
import Foundation
import Mapping
import Odoo

/// A vendor bill that was accepted in Procountor becomes a draft bill with the accounts, taxes and costs it has there.
struct ReceiveBill: ReceivingFlow {
  let id = "procountor.bill.pull"
  let label = "Vendor bill from Procountor"
  let model = "account.move"

  func apply(_ arrival: Arrival, _ odoo: any OdooGateway, _ settings: Settings) async throws(Failure) -> Applied {
    let company = try await BillCompany(odoo, settings)
    var incoming = Incoming(arrival, IncomingBillMapping.table, odoo, settings)
    incoming.add(BillGuards.issues(incoming))
    let lines = BillLine.all(incoming.document)
    let accounts = try await BillAccounts(lines, incoming)
    let taxes = try await BillTaxes(lines, accounts, standard: company.purchaseTax, incoming)
    let vendor = try await BillVendor(incoming)
    let dimensions = try await BillDimensions(lines, incoming)
    let currency = try await BillCurrency(lines, company, incoming)
    incoming.add(accounts.issues + taxes.issues + vendor.issues + dimensions.warnings + currency.issues)
    let isRefund = (BillTotal.sum(arrival.content) ?? BillTotal.owed(arrival.content) ?? 0) < 0
    incoming.add(try await sameNumber(incoming, vendor.id, isRefund))
    try incoming.check()
    var values = header(incoming, company, currency, isRefund)
    values["partner_id"] = try await vendor.settle(incoming).map(JSON.int)
    let rows = lines.indices.map { place in
      row(lines[place], accounts, taxes.ids[place], dimensions, currency, isRefund)
    }
    values["invoice_line_ids"] = .array(rows)
    let bill = try await create(.object(values), incoming)
    incoming.add(BillTotal.issue(bill, lines, taxes, currency, incoming))
    try incoming.check()
    return try await applied(bill, incoming)
  }

  // MARK: What is written

  private func header(_ incoming: Incoming, _ company: BillCompany, _ currency: BillCurrency, _ isRefund: Bool)
    -> JSONObject
  {
    let document = incoming.document
    let number = incoming.arrival.content["invoice"]?["invoiceNumber"]?.externalID.map(JSON.string)
    var values = JSONObject([(key: "move_type", value: isRefund ? "in_refund" : "in_invoice")])
    values["company_id"] = .int(incoming.settings.company)
    values["journal_id"] = .int(company.journal)
    values["partner_id"] = .null
    values["ref"] = document["ref"] ?? number
    values["invoice_date"] = document["invoice_date"]
    values["date"] = document["date"] ?? document["invoice_date"]
    // The vendor's payment term would work out a due date of its own.
    values["invoice_payment_term_id"] = .null
    values["invoice_date_due"] = document["=new_due_date"] ?? document["invoice_date_due"] ?? document["invoice_date"]
    values["payment_reference"] = document["payment_reference"]
    values["currency_id"] = currency.id.map(JSON.int)
    return values
  }

  private func row(
    _ line: BillLine,
    _ accounts: BillAccounts,
    _ tax: Int?,
    _ dimensions: BillDimensions,
    _ currency: BillCurrency,
    _ isRefund: Bool
  ) -> JSON {
    let price = currency.amount(isRefund ? -line.value : line.value)
    return .record([
      ("account_id", accounts.id(line).map(JSON.int)), ("name", line.name.map(JSON.string)),
      ("quantity", line.document["quantity"]), ("price_unit", .string(price.shortest)),
      ("tax_ids", .array([tax].compactMap(\.self).map(JSON.int))),
      ("analytic_distribution", dimensions.distribution(line)),
    ])
  }

  private func create(_ values: JSON, _ incoming: Incoming) async throws(Failure) -> JSON {
    let ids = try await incoming.odoo.create(model, values: [values])
    let read = try await incoming.odoo.read(model, ids: ids, fields: BillTotal.fields, committed: false)
    guard let bill = read.records.first else { throw .notCreated(incoming.title) }
    return bill
  }

  private func applied(_ bill: JSON, _ incoming: Incoming) async throws(Failure) -> Applied {
    guard let id = bill["id"]?.intValue else { throw .notCreated(incoming.title) }
    var name = bill.name
    if incoming.settings.isOn("post_bills") {
      _ = try await incoming.odoo.call(model, ids: [id], method: "action_post", arguments: [:])
      let read = try await incoming.odoo.read(model, ids: [id], fields: ["name": nil], committed: false)
      name = read.records.first?.name ?? name
    }
    return Applied(record: id, recordName: name, warnings: incoming.warnings)
  }

  // MARK: Entered before

  /// The vendor's number names one document: a bill that was entered by hand would stand there twice.
  private func sameNumber(_ incoming: Incoming, _ vendor: Int?, _ isRefund: Bool) async throws(Failure) -> Issue? {
    guard let vendor, let number = incoming.arrival.number else { return nil }
    let domain: [JSON] = [
      ["move_type", "=", isRefund ? "in_refund" : "in_invoice"], ["ref", "=", .string(number)],
      ["company_id", "=", .int(incoming.settings.company)], ["partner_id.commercial_partner_id", "=", .int(vendor)],
    ]
    let fields: JSON = ["state": nil]
    let open = JSON.array(domain + [["state", "!=", "cancel"]])
    let found = try await incoming.odoo.search(model, domain: open, fields: fields, order: nil, limit: 1)
    guard let other = found.first, let record = other.relation else { return nil }
    var issue = incoming.issue(
      "procountor.bill.same_number",
      "\(other.name) already has the number \(number) of this vendor.",
      at: "content.invoice.originalInvoiceNumber",
      value: number,
      repair: "Cancel or delete \(other.name) if this document shall take its place, or ignore this document.",
      params: ["number": number, "other": other.name],
      probe: .domain(model: model, domain: [["id", "=", .int(record)], ["state", "=", "cancel"]])
    )
    (issue.model, issue.record, issue.recordName) = (model, record, other.name)
    (issue.field, issue.label) = ("ref", "Reference")
    return issue
  }
}
