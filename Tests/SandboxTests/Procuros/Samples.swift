import Core
import Foundation

/// Documents for the tests: valid ones, and the ones Procuros published.
enum Samples {
  static let gln = (buyer: "4260123450014", supplier: "4260123450021", shipTo: "4260123450038", billTo: "4260123450045")

  private static func party(_ gln: String, name: String? = nil) -> JSON {
    .record([
      ("name", name.map(JSON.string)),
      ("identifiers", [["identifier": .string(gln), "domain": "GS1"]]),
    ])
  }

  /// The order of `reference/procuros.md`, section 10.
  static func order(_ number: String = "P00042") -> JSON {
    [
      "type": "ORDER",
      "content": [
        "header": [
          "buyer": party(gln.buyer, name: "Nordmarkt GmbH"), "supplier": party(gln.supplier),
          "shipTo": party(gln.shipTo), "billTo": party(gln.billTo), "orderIdentifier": .string(number),
          "orderDate": "2025-03-10", "currency": "EUR", "requestedDeliveryDate": "2025-03-14",
        ],
        "items": [line],
      ],
    ]
  }

  private static let line: JSON = [
    "lineNumber": 1, "identifiers": [["identifier": "4260123451011", "domain": "GS1"]], "isDepositItem": false,
    "quantity": 24, "unitOfMeasure": "EA", "description": "Apple juice 1 l", "unitPrice": .decimal(1.2),
    "requestedDeliveryDate": "2025-03-14",
  ]

  /// An order that uses every kind of member that has required ones inside.
  static let fullOrder: JSON = order()
    .with("content.header.paymentTerms", [["payInNumberOfDays": 14, "percentage": 2]])
    .with("content.items.0.tax", ["amount": .decimal(5.47), "percentage": 19])
    .with("content.items.0.modificationGroups", [modificationGroup])
    .with("content.summary", summary)

  static let modificationGroup: JSON = [
    "level": 1, "basis": .decimal(28.8),
    "modifications": [
      ["type": "ALLOWANCE", "calculationType": "RELATIVE", "reasonCode": "DISCOUNT", "percentage": 10]
    ],
  ]

  private static let summary: JSON = [
    "subtotalAmount": .decimal(25.92), "totalCharges": 0, "totalAllowances": 0, "netAmount": .decimal(25.92),
    "grossAmount": .decimal(30.84), "dueAmount": .decimal(30.84),
    "tax": [
      "total": .decimal(4.92),
      "items": [
        ["percentage": 19, "taxableAmount": .decimal(25.92), "taxAmount": .decimal(4.92), "category": "sales"]
      ],
    ],
  ]

  /// The invoice body of section 10 with a header.
  static let invoice: JSON = [
    "type": "INVOICE",
    "content": [
      "header": [
        "buyer": party(gln.buyer, name: "Nordmarkt GmbH")
          .with(
            "postalAddress",
            ["street": "Hafenweg 4", "city": "Kiel", "postalCode": "24103", "countryCode": "DE"]
          ),
        "supplier": party(gln.supplier), "invoiceIdentifier": "IV-0001", "invoiceDate": "2025-03-20",
        "shippingNoticeIdentifier": "SN-0001", "shippingNoticeDate": "2025-03-14", "orderIdentifier": "P00042",
        "orderDate": "2025-03-10",
      ],
      "items": [
        [
          "lineNumber": 1, "identifiers": [["identifier": "4260123451011", "domain": "GS1"]], "isDepositItem": false,
          "isInvoicedItem": true, "quantity": 10, "unitPrice": 3, "tax": ["amount": .decimal(5.13), "percentage": 19],
          "modificationGroups": [modificationGroup.with("basis", 30)],
        ],
        [
          "lineNumber": 2, "identifiers": [["identifier": "4260123451028", "domain": "GS1"]], "isDepositItem": true,
          "isInvoicedItem": true, "quantity": 10, "unitPrice": .decimal(0.2),
          "tax": ["amount": .decimal(0.38), "percentage": 19],
        ],
      ],
      "summary": [
        "subtotalAmount": 29, "totalCharges": 0, "totalAllowances": 0, "netAmount": 29,
        "grossAmount": .decimal(34.51), "dueAmount": .decimal(34.51),
        "tax": [
          "total": .decimal(5.51),
          "items": [["percentage": 19, "taxableAmount": 29, "taxAmount": .decimal(5.51), "category": "sales"]],
        ],
      ],
    ],
  ]

  /// A credit note over all of the invoice.
  static let creditNote: JSON = invoice.with("type", "CREDIT_NOTE")
    .with("content.header.creditNoteIdentifier", "CN-1").with("content.header.creditNoteDate", "2025-04-01")

  /// The incoming response of section 10, as a trade partner would send it.
  static let response: JSON = [
    "type": "ORDER_RESPONSE",
    "content": [
      "header": [
        "type": "CHANGE", "buyer": party(gln.buyer), "supplier": party(gln.supplier),
        "orderResponseIdentifier": "AB-9001", "orderResponseDate": "2025-03-11", "orderIdentifier": "P00042",
        "requestedDeliveryDate": "2025-03-14", "confirmedDeliveryDate": "2025-03-17",
      ],
      "items": [
        [
          "lineNumber": 1, "orderLineNumber": 1, "identifiers": [["identifier": "4260123451011", "domain": "GS1"]],
          "isDepositItem": false, "orderedQuantity": 24, "confirmedQuantity": 18, "unitOfMeasure": "EA",
        ]
      ],
    ],
  ]

  /// The shipping notice line of section 10 in a notice.
  static let notice: JSON = [
    "type": "SHIPPING_NOTICE",
    "content": [
      "header": [
        "buyer": party(gln.buyer), "supplier": party(gln.supplier), "shippingNoticeIdentifier": "SN-0001",
        "shippingNoticeDate": "2025-03-14", "orderIdentifier": "P00042",
      ],
      "transportUnits": [
        [
          "unitIdentifier": "342601234500000015", "unitType": "CARTON",
          "items": [
            [
              "lineNumber": 1, "orderLineNumber": 10, "isDepositItem": false, "orderedQuantity": 24,
              "identifiers": [["identifier": "4260123451011", "domain": "GS1"]], "shippedQuantity": 18,
              "openQuantityAction": "DELIVERED_LATER",
              "batches": [
                ["batchIdentifier": "L-07", "expirationDate": "2026-01-31", "quantity": 12],
                ["batchIdentifier": "L-08", "expirationDate": "2026-02-28", "quantity": 6],
              ],
            ]
          ],
        ]
      ],
    ],
  ]

  /// A sample of the published OpenAPI file, `POST /v2/transactions`.
  static func published(_ name: String) throws -> JSON {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "Fixtures/procuros/\(name).json"))
    return try JSON(parsing: data)
  }
}

extension JSON {
  /// A copy with the value at `path` (`content.items.0.quantity`) replaced, or left out for nil.
  func with(_ path: String, _ value: JSON?) -> JSON {
    let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
    let rest = parts.count > 1 ? parts[1] : nil
    switch self {
    case .object(var object):
      object[parts[0]] = rest.map { (object[parts[0]] ?? .object(JSONObject())).with($0, value) } ?? value
      return .object(object)
    case .array(var items):
      guard let index = Int(parts[0]), items.indices.contains(index) else { return self }
      guard let new = rest.map({ items[index].with($0, value) }) ?? value else {
        items.remove(at: index)
        return .array(items)
      }
      items[index] = new
      return .array(items)
    default:
      return self
    }
  }
}
