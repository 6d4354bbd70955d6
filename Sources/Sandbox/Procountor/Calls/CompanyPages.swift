import Core
import Foundation

/// Who the company is and how it is set up: pages that only show.
enum CompanyPages {
  static let routes: [ProcountorRoute] =
    [
      .get("/status") { books, _ in
        .json(
          200,
          [
            "name": "Procountor API", "version": "26.04", "status": books.company["service"],
            "procountorVersion": "26.04.1",
          ]
        )
      },
      .get("/sessioninfo") { books, _ in .json(200, session(books.company)) },
      .get("/company", "management.basicCompanyInfo") { books, _ in .json(200, company(books.company)) },
      .get("/users/rights") { books, _ in .json(200, UserRightsPage.json(books.company)) },
      .get("/company/usagesettings", "management.basicCompanyInfo") { books, _ in .json(200, books.company["usage"]) },
      .get("/company/invoicetemplates", "management.basicCompanyInfo") { books, _ in
        // The published contract names one template, not a list of them; a company may be told to answer a list.
        let templates = books.company["invoice_templates"]
        let isList = books.company["templates_as_list"] == true
        return .json(200, isList ? templates : templates[0] ?? .object(JSONObject()))
      },
      .get("/company/deliveryterms", "management.basicCompanyInfo") { books, _ in
        .json(200, ["deliveryTerms": books.company["delivery_terms"]])
      },
      .get("/currencies/company") { books, _ in .json(200, ["companyCurrency": .string(books.company.currency)]) },
      .get("/bankaccounts", "management.basicCompanyInfo") { books, call throws(ProcountorRefusal) in
        try bankAccounts(books, call.call)
      },
      .get("/coa", "management.chartOfAccountsAndDefaultReports") { books, _ in
        .json(200, ["ledgerAccounts": .array(books.company.list("accounts").map(account))])
      },
      .get("/dimensions") { books, call throws(ProcountorRefusal) in try dimensions(books, call.call) },
      .get("/dimensions/{id}") { books, call throws(ProcountorRefusal) in
        let id = try call.id()
        guard let found = books.company.list("dimensions").first(where: { $0["id"]?.intValue == id }) else {
          throw .notFound
        }
        return .json(200, found)
      },
      .get("/fiscalyears") { books, _ in .json(200, ["fiscalYears": .array(FiscalYear.all(around: books.today))]) },
    ] + VatPages.routes

  private static func session(_ company: ProcountorCompany) -> JSON {
    [
      "companyId": company["id"], "name": company["name"], "country": company["country"],
      "productVersion": company["product_version"], "userId": company["user"]["id"] ?? .null,
      "userName": company["user"]["name"] ?? .null, "companySettings": ["invoiceDiscussionEnabled": false],
    ]
  }

  private static func company(_ company: ProcountorCompany) -> JSON {
    [
      "id": company["id"], "name": company["name"], "country": company["country"],
      "productVersion": company["product_version"], "operationType": "PRODUCTION",
      "companyAddress": company["address"], "billingAddress": company["address"], "mva": false,
      "inTradeRegister": true, "businessIdentifier": ["brnType": "FI", "code": company["business_id"]],
      "accountingCoaLanguages": ["FINNISH"], "companyCurrency": company["currency"],
    ]
  }

  private static func account(_ account: JSON) -> JSON {
    let name = account["name"] ?? .null
    return [
      "ledgerAccountCode": account["code"] ?? .null, "name": name, "active": account["active"] ?? true,
      "translations": [["languageCode": "fi", "translation": name]],
    ]
  }

  private static func bankAccounts(_ books: CompanyBooks, _ call: Call) throws(ProcountorRefusal) -> Answer {
    var query = ListQuery(call, ["orderByOrderNo"])
    let accounts = books.company.list("bank_accounts").map { account in
      Kept(
        id: account["id"]?.intValue ?? 0,
        created: books.time,
        body: account.putting(account["iban"], at: "accountNumber")
      )
    }
    let byPlace: @Sendable (Kept) -> String = { String(1_000_000 + ($0.body["orderNo"]?.intValue ?? 0)) }
    return try query.page(
      accounts.sorted { byPlace($0) < byPlace($1) },
      rising: true,
      orders: [("orderByOrderNo", byPlace)]
    ) {
      $0.body
    }
  }

  /// A bare array, not paged.
  private static func dimensions(_ books: CompanyBooks, _ call: Call) throws(ProcountorRefusal) -> Answer {
    let names = Dictionary(call.query.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    var complaints = Complaints()
    for name in names.keys where !["name", "codeName"].contains(name) {
      complaints.add(Place(name), "The parameter \(name) is unknown.")
    }
    try complaints.verdict()
    let found = books.company.list("dimensions").filter { dimension in
      let items = dimension["items"]?.arrayValue ?? []
      return (names["name"].map { dimension["name"] == .string($0) } ?? true)
        && (names["codeName"].map { code in items.contains { $0["codeName"] == .string(code) } } ?? true)
    }
    return .json(200, .array(found))
  }
}
