import Core

/// VAT percentages and statuses that the company has in use.
enum VatPages {
  static let routes: [ProcountorRoute] = [
    .get("/vats/default") { books, _ in
      .json(200, ["vatInformation": .array(countries(books.company)), "vatStatuses": .array(statuses(books.company))])
    },
    .get("/vats/country") { books, call throws(ProcountorRefusal) in
      let code = call.call.parameter("countryCode") ?? ""
      guard let country = ProcountorCodes.countriesByCode[code] else {
        throw ProcountorRefusal(400, "The country must be two letters of ISO 3166.", field: "countryCode")
      }
      let entries = books.company["vat"]["countries"]?[country]?.arrayValue ?? []
      return .json(200, ["vatPercentages": .array(entries.compactMap { $0["percent"] })])
    },
    .get("/vats/settings") { books, _ in
      let include = books.company["unit_prices_include_vat"]
      return .json(
        200,
        [
          "unitPricesIncludeVatSales": include["sales"] ?? false,
          "unitPricesIncludeVatPurchase": include["purchase"] ?? false,
        ]
      )
    },
  ]

  /// Here a country goes by its display name, unlike everywhere else.
  private static func countries(_ company: ProcountorCompany) -> [JSON] {
    (company["vat"]["countries"]?.objectValue?.members ?? []).map { country, entries in
      let percentages = (entries.arrayValue ?? []).map { entry -> JSON in
        [
          "vatPercent": entry["percent"] ?? 0, "sales": entry["sales"] ?? false,
          "purchase": entry["purchase"] ?? false,
        ]
      }
      return ["country": .string(ProcountorCodes.displayName(country)), "percentages": .array(percentages)]
    }
  }

  private static func statuses(_ company: ProcountorCompany) -> [JSON] {
    (company["vat"]["statuses"]?.arrayValue ?? []).map { status in
      [
        "vatStatus": status["number"] ?? 0, "description": status["description"] ?? "",
        "sales": status["sales"] ?? false, "purchase": status["purchase"] ?? false,
      ]
    }
  }
}
