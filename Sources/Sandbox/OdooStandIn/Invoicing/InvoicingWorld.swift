package import Core
import Foundation

/// Builds a Finnish company that invoices: customers, products, journals, a chart of accounts and posted invoices.
///
/// All is plausible and invented: numbers have right check digits, the company is the one that the simulated Procountor
/// keeps books of. What shall be wrong is asked for.
package struct InvoicingWorld: Sendable {
  package private(set) var records: OdooRecords
  /// Ids of the invoices made so far.
  package private(set) var invoices: [Int] = []
  /// As the simulated Procountor has it.
  package let businessID = "2617416-4"
  package let bankJournal: Int
  package let cashJournal: Int
  package let billJournal: Int
  private let saleJournal: Int
  private var customers: [Int] = []
  private var products: [Int] = []

  /// The day of all invoices.
  package static let day = "2026-03-02"

  package init(series: String = "18.0") {
    records = OdooRecords(.invoicing(series: series))
    func journal(_ records: inout OdooRecords, _ name: String, _ code: String, _ type: String) -> Int {
      records.create(
        "account.journal",
        ["name": .string(name), "code": .string(code), "type": .string(type), "company_id": 1]
      )
    }
    saleJournal = journal(&records, "Customer Invoices", "INV", "sale")
    billJournal = journal(&records, "Vendor Bills", "BILL", "purchase")
    bankJournal = journal(&records, "Bank", "BNK1", "bank")
    cashJournal = journal(&records, "Cash", "CSH1", "cash")
    addCompany()
    addBooks()
    customers = [
      addPartner("Esimerkki Oy", businessID: "1234567-1", street: "Mallikatu 3", zip: "00100", city: "Helsinki"),
      addPartner(
        "Kahvila Kulma Ky",
        businessID: Self.businessID(2_345_678),
        street: "Torikatu 5",
        zip: "33200",
        city: "Tampere"
      ),
    ]
    addProducts()
  }

  // MARK: The company

  private mutating func addCompany() {
    records.create(
      "res.currency",
      ["name": "EUR", "decimal_places": 2, "rounding": "0.01", "active": true]
    )
    records.create("res.country", ["name": "Finland", "code": "FI"])
    let partner = addPartner(
      "Esimerkkikauppa Oy",
      businessID: businessID,
      street: "Satamakatu 8",
      zip: "00160",
      city: "Helsinki"
    )
    records.create(
      "res.company",
      [
        "name": "Esimerkkikauppa Oy", "partner_id": .int(partner), "currency_id": 1, "country_id": 1,
        "account_sale_tax_id": 1, "account_purchase_tax_id": 3,
      ]
    )
    records.create("res.partner.bank", ["acc_number": "FI21 1234 5600 0007 85", "partner_id": .int(partner)])
  }

  private mutating func addBooks() {
    for code in ["1701", "2871", "3000", "3010", "4000", "7700"] { account(code) }
    let taxes: [(name: String, percent: String, use: String)] = [
      ("25.5%", "25.5", "sale"), ("13.5%", "13.5", "sale"), ("25.5% P", "25.5", "purchase"),
      ("13.5% P", "13.5", "purchase"),
    ]
    for tax in taxes {
      records.create(
        "account.tax",
        [
          "name": .string(tax.name), "amount": .string(tax.percent), "amount_type": "percent", "price_include": false,
          "type_tax_use": .string(tax.use), "company_id": 1, "active": true,
        ]
      )
    }
  }

  /// Adds an account to the chart, as a bookkeeper does who was told that it is missing.
  package static func addAccount(_ code: String, to records: inout OdooRecords) {
    let isNew = records.schema.field("account.account", "deprecated") == nil
    records.create(
      "account.account",
      [
        "code": .string(code), "name": .string("Account \(code)"), "display_name": .string("\(code) Account"),
        "company_ids": [1], (isNew ? "active" : "deprecated"): .bool(isNew),
      ]
    )
  }

  private mutating func account(_ code: String) { Self.addAccount(code, to: &records) }

  private mutating func addPartner(_ name: String, businessID: String, street: String, zip: String, city: String) -> Int
  {
    let id = records.create("res.partner", [:])
    let email = name.lowercased().prefix { $0.isLetter }
    records.write(
      "res.partner",
      id,
      [
        "name": .string(name), "is_company": true, "type": "contact", "active": true, "lang": "fi_FI",
        "email": .string("laskut@\(email).example"), "company_registry": .string(businessID),
        "vat": .string("FI" + businessID.filter { $0 != "-" }), "street": .string(street), "zip": .string(zip),
        "city": .string(city), "country_id": 1, "currency_id": 1, "commercial_partner_id": .int(id),
      ]
    )
    return id
  }

  /// Seven digits with their check digit: 1234567-1.
  private static func businessID(_ digits: Int) -> String {
    "\(digits)-\(FinnishNumbers.check(String(digits)) ?? 0)"
  }

  // MARK: Products

  private mutating func addProducts() {
    for (name, code) in [("Units", "PIECE"), ("Hours", "HOUR")] {
      records.create("uom.uom", ["name": .string(name), "procountor_unit": .string(code)])
    }
    records.create("product.category", ["name": "All", "property_account_income_categ_id": 3])
    let goods: [(name: String, code: String, price: String, unit: Int, tax: Int)] = [
      ("Consulting", "CONS", "95", 2, 1), ("Guide book", "BOOK", "20", 1, 2),
      ("Coffee beans 1 kg", "COFFEE", "18.9", 1, 2),
    ]
    products = goods.map { one in
      records.create(
        "product.product",
        [
          "name": .string(one.name), "default_code": .string(one.code), "active": true, "categ_id": 1,
          "display_name": .string("[\(one.code)] \(one.name)"), "list_price": .string(one.price),
          "lst_price": .string(one.price), "uom_id": .int(one.unit), "taxes_id": [.int(one.tax)],
          "currency_id": 1,
        ]
      )
    }
  }

  // MARK: Invoices

  /// Adds a posted customer invoice.
  ///
  /// - Parameters:
  ///   - customer: place of the customer, two there are.
  ///   - quantities: one line each, of one product after the other.
  /// - Returns: its id.
  /// - Throws: `.internal` `sandbox.world` when Odoo's accounting would refuse it.
  @discardableResult
  package mutating func invoice(customer: Int = 0, quantities: [Int] = [10, 3]) throws(Failure) -> Int {
    let number = "INV/\(Self.day.prefix(4))/" + String(100_001 + invoices.count).dropFirst()
    let partner = JSON.int(customers[customer % customers.count])
    let move = records.create(
      "account.move",
      [
        "name": .string(number), "display_name": .string(number), "move_type": "out_invoice", "state": "posted",
        "payment_state": "not_paid", "invoice_date": .string(Self.day), "date": .string(Self.day),
        "invoice_date_due": "2026-03-16", "journal_id": .int(saleJournal), "company_id": 1, "currency_id": 1,
        "partner_id": partner, "partner_shipping_id": partner, "partner_bank_id": 1, "invoice_currency_rate": "1",
        "payment_reference": .string(ReferenceNumber.finnish(number.filter(\.isNumber))),
        "create_date": "2026-03-02T08:00:00Z", "write_date": "2026-03-02T08:05:00Z",
      ]
    )
    for (place, quantity) in quantities.enumerated() { addLine(move, place, quantity) }
    records.create(
      "account.move.line",
      [
        "move_id": .int(move), "display_type": "payment_term", "date_maturity": "2026-03-16", "account_id": 1,
        "sequence": 10_000, "quantity": "1", "price_unit": "0", "discount": "0",
      ]
    )
    do throws(ServedError) {
      try records.total(move)
    } catch {
      throw Failure(.internal, "sandbox.world", error.message)
    }
    invoices.append(move)
    return move
  }

  private mutating func addLine(_ move: Int, _ place: Int, _ quantity: Int) {
    let product = products[place % products.count]
    func value(_ field: String) -> JSON { records.value("product.product", product, field) ?? .null }
    records.create(
      "account.move.line",
      [
        "move_id": .int(move), "display_type": "product", "sequence": .int(10 * (place + 1)), "name": value("name"),
        "product_id": .int(product), "product_uom_id": value("uom_id"), "quantity": .string(String(quantity)),
        "price_unit": value("lst_price"), "discount": "0", "tax_ids": value("taxes_id"), "account_id": 3,
      ]
    )
  }
}
