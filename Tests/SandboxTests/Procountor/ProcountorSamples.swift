import Core

@testable import Sandbox

/// Documents that Procountor takes.
enum ProcountorSamples {
  /// Two rows at 25.5 % and 13.5 %: net 1010.00, VAT 250.35, gross 1260.35.
  static let invoice: JSON = [
    "type": "SALES_INVOICE", "status": "UNFINISHED", "date": "2026-03-02",
    "counterParty": [
      "identifier": "1234567-1", "taxCode": "FI12345671", "email": "laskut@esimerkki.example",
      "counterPartyAddress": [
        "name": "Esimerkki Oy", "street": "Mallikatu 3", "zip": "00100", "city": "Helsinki", "country": "FINLAND",
      ],
    ],
    "paymentInfo": [
      "paymentMethod": "BANK_TRANSFER", "currency": "EUR", "currencyRate": 1, "dueDate": "2026-03-16",
      "bankAccount": ["accountNumber": "FI2112345600000785"], "bankReferenceCode": "2026000422",
      "bankReferenceCodeType": "FI",
    ],
    "extraInfo": ["accountingByRow": true, "unitPricesIncludeVat": false], "discountPercent": 0, "vatStatus": 1,
    "invoiceChannel": "NO_SENDING", "language": "FINNISH", "originalInvoiceNumber": "INV/2026/00042",
    "invoiceRows": [
      row("Consulting", 10, "HOUR", 95, percent("25.5")),
      row("Guide book", 3, "PIECE", 20, percent("13.5")),
    ],
  ]

  static func row(_ name: String, _ quantity: JSON, _ unit: String, _ price: JSON, _ percent: JSON) -> JSON {
    [
      "product": .string(name), "quantity": quantity, "unit": .string(unit), "unitPrice": price,
      "discountPercent": 0, "vatPercent": percent,
    ]
  }

  /// A number as the parser reads it.
  static func percent(_ text: String) -> JSON { (try? JSON(parsing: text)) ?? .null }

  static let customer: JSON = [
    "name": "Esimerkki Oy", "type": "CUSTOMER",
    "address": [
      "name": "Esimerkki Oy", "street": "Mallikatu 3", "zip": "00100", "city": "Helsinki", "country": "FINLAND",
    ],
    "invoicingInfo": ["identifier": "1234567-1", "identifierType": "FI", "email": "laskut@esimerkki.example"],
    "paymentInfo": ["paymentMethod": "BANK_TRANSFER", "paymentTermDays": "14", "currency": "EUR"],
  ]

  static let product: JSON = [
    "type": "SALES", "name": "Consulting", "code": "CONS-1", "unit": "HOUR", "discount": 0, "price": 95,
    "vat": percent("25.5"), "active": true, "currency": "EUR", "defaultAccount": "3010",
  ]
}
