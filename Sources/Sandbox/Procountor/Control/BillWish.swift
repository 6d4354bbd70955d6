import Core
import Foundation

/// A purchase invoice that reaches the company, with its accounting page, as a person keys it in or a scanner reads it.
struct BillWish: Sendable {
  let body: JSON

  /// What `POST /_sandbox/bills` takes; unlike an invoice by the API it need not keep the rules.
  static let shape = Record([
    .required(.record(supplier), "supplier"),
    .nullable(.text, "number", "reference", "notes", "order_reference"),
    .required(.date, "date"),
    .nullable(.date, "due_date"),
    .nullable(.money, "currency"),
    .nullable(.number(from: 0), "rate"),
    .nullable(.invoiceStatus, "status"),
    .nullable(.int32, "vat_status"),
    .nullable(.country, "vat_country"),
    .nullable(.number(places: 2), "reconciliation"),
    .nullable(.flag, "reverse_charge"),
    .required(.some(.record(row)), "rows"),
  ])

  private static let supplier = Record([
    .required(.text, "name"),
    .nullable(.int32, "partner_id"),
    .nullable(.text, "business_id", "tax_code", "email", "street", "zip", "city", "iban", "bic"),
    .nullable(.country, "country"),
  ])

  private static let row = Record([
    .required(.text, "product"),
    .nullable(.number, "quantity", "price", "discount", "vat_percent"),
    .nullable(.unit, "unit"),
    .nullable(.int32, "vat_status"),
    .nullable(.text, "account", "description"),
    .nullable(.date, "start_date", "end_date"),
    .nullable(.list(.record(dimension)), "dimensions"),
  ])

  /// Without a value the whole row is on this item.
  private static let dimension = Record([.required(.int32, "dimension", "item"), .nullable(.number, "value")])

  /// - Throws: 422 with everything that is wrong.
  init(_ body: JSON) throws(ProcountorRefusal) {
    var complaints = Complaints()
    Self.shape.check(body, Place(), &complaints)
    try complaints.verdict()
    self.body = body
  }

  private var rows: [JSON] { body["rows"]?.arrayValue ?? [] }
  private func rate(_ company: ProcountorCompany) -> Decimal { body["rate"]?.number ?? 1 }

  /// The invoice as the API shows it, but for what Procountor adds.
  func invoice(_ company: ProcountorCompany) -> JSON {
    let date = body["date"]?.stringValue ?? ""
    let payment: JSON = .record([
      ("paymentMethod", "BANK_TRANSFER"), ("currency", body["currency"] ?? .string(company.currency)),
      ("bankAccount", bankAccount), ("dueDate", body["due_date"] ?? .string(ProcountorClock.day(date, plus: 14))),
      ("currencyRate", .number(rate(company))), ("bankReferenceCode", body["reference"]),
    ])
    return .record([
      ("partnerId", body["supplier"]?["partner_id"]), ("type", "PURCHASE_INVOICE"), ("date", .string(date)),
      ("counterParty", counterParty), ("paymentInfo", payment),
      ("extraInfo", ["accountingByRow": false, "unitPricesIncludeVat": false]), ("discountPercent", 0),
      ("orderReference", body["order_reference"]), ("invoiceRows", .array(rows.map(shown))),
      ("vatStatus", body["vat_status"] ?? 1), ("originalInvoiceNumber", body["number"]),
      ("invoiceChannel", "ELECTRONIC_INVOICE"), ("vatCountry", body["vat_country"]), ("notes", body["notes"]),
    ])
  }

  private var bankAccount: JSON? {
    body["supplier"]?["iban"].map { .record([("accountNumber", $0), ("bic", body["supplier"]?["bic"])]) }
  }

  private var counterParty: JSON {
    let supplier = body["supplier"] ?? .null
    let address: JSON = .record(["name", "street", "zip", "city", "country"].map { ($0, supplier[$0]) })
    return .record([
      ("identifier", supplier["business_id"]), ("taxCode", supplier["tax_code"]), ("email", supplier["email"]),
      ("counterPartyAddress", address),
    ])
  }

  /// With a reverse charge the supplier bills no VAT; the accounting page has it all the same.
  private func shown(_ row: JSON) -> JSON {
    .record([
      ("product", row["product"]), ("quantity", row["quantity"] ?? 1), ("unit", row["unit"] ?? "PIECE"),
      ("unitPrice", row["price"] ?? 0), ("discountPercent", row["discount"] ?? 0),
      ("vatPercent", body["reverse_charge"] == true ? 0 : row["vat_percent"] ?? 0), ("vatStatus", row["vat_status"]),
      ("startDate", row["start_date"]), ("endDate", row["end_date"]),
    ])
  }

  /// The entries of the ledger receipt, in the accounting currency: one a row, then what rounding left, against payables.
  func transactions(_ company: ProcountorCompany) -> [JSON] {
    let rate = rate(company)
    let home: (Decimal) -> Decimal = { ($0 / (rate > 0 ? rate : 1)).rounded(2) }
    let sums = InvoiceSums(invoice(company), byRate: company["vat_rounding"] == "rate")
    let entries = zip(rows, sums.rows).map { entry($0, home($1.net), company) }
    let rest = body["reconciliation"]?.number ?? 0
    let rounding: JSON = [
      "transactionType": "RECONCILIATION_ENTRY", "account": company["posting"]["rounding"] ?? .null,
      "accountingValue": .number(rest), "vatPercent": 0,
    ]
    let payables: JSON = [
      "transactionType": "REVERSING_ENTRY", "account": company["posting"]["payables"] ?? .null,
      "accountingValue": .number(-(home(sums.gross) + rest)), "vatPercent": 0,
    ]
    return [payables] + entries + (rest == 0 ? [] : [rounding])
  }

  /// A value is an amount in the accounting currency, of the entry's sign.
  private func dimensions(_ row: JSON, _ value: Decimal) -> JSON? {
    row["dimensions"]?.arrayValue.map { items in
      .array(
        items.map { item in
          [
            "dimensionId": item["dimension"] ?? 0, "itemId": item["item"] ?? 0,
            "value": item["value"] ?? .number(value),
          ]
        }
      )
    }
  }

  private func entry(_ row: JSON, _ value: Decimal, _ company: ProcountorCompany) -> JSON {
    .record([
      ("transactionType", "ENTRY"), ("account", row["account"] ?? company["posting"]["purchases"]),
      ("accountingValue", .number(value)), ("vatPercent", row["vat_percent"] ?? 0), ("vatType", "PURCHASE"),
      ("vatStatus", row["vat_status"]), ("vatDeductionPercent", 100),
      ("description", row["description"] ?? row["product"]), ("startDate", row["start_date"]),
      ("endDate", row["end_date"]), ("dimensionItemValues", dimensions(row, value)),
    ])
  }
}
