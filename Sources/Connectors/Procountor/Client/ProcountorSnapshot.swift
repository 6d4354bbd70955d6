import Core

/// The snapshot `settings`: what of the company's own settings in Procountor is needed to send invoices to it.
///
///     {"company": {"id": 1, "name": "Esimerkki Oy", "businessId": "1234567-1", "country": "FI"},
///      "vat": {"rates": [{"country": "FI", "percent": "25.5", "sales": true, "purchase": true}],
///              "statuses": [{"number": 1, "description": "Domestic", "sales": true, "purchase": true}],
///              "unitPricesIncludeVatSales": false},
///      "bankAccounts": [{"iban": "FI2112345600000785", "default": true, "currency": "EUR", "active": true}],
///      "ledgerAccounts": ["3000"], "dimensions": [{"id": 3, "name": "Project",
///        "items": [{"id": 31, "name": "House", "active": true}]}],
///      "accountingByRow": true, "invoiceChannel": "EMAIL", "invoiceTemplates": [{"id": 1, "name": "Basic"}]}
struct ProcountorSnapshot {
  static let name = "settings"

  let client: ProcountorClient

  func settings() async throws(Failure) -> JSON {
    let usage = try await client.read("/company/usagesettings")
    return .record([
      ("company", try await company()),
      ("vat", try await vat()),
      ("bankAccounts", .array(try await client.all("/bankaccounts").map(Self.bankAccount))),
      ("ledgerAccounts", .array(try await ledgerAccounts())),
      ("dimensions", .array(try await dimensions())),
      ("accountingByRow", usage["accountingByRow"]?["salesInvoicePosting"]),
      ("invoiceChannel", usage["defaultInvoiceChannel"]),
      ("invoiceTemplates", .array(try await invoiceTemplates())),
    ])
  }

  private func company() async throws(Failure) -> JSON {
    let company = try await client.read("/company")
    return .record([
      ("id", company["id"]), ("name", company["name"]), ("businessId", company["businessIdentifier"]?["code"]),
      ("country", company["country"]?.stringValue.flatMap { Countries.code(of: $0) }.map(JSON.string)),
    ])
  }

  private func vat() async throws(Failure) -> JSON {
    let vats = try await client.read("/vats/default")
    let settings = try await client.read("/vats/settings")
    let rates = (vats["vatInformation"]?.arrayValue ?? []).flatMap(Self.rates)
    let statuses = (vats["vatStatuses"]?.arrayValue ?? []).map { status in
      JSON.record([
        ("number", status["vatStatus"]), ("description", status["description"]), ("sales", status["sales"] ?? false),
        ("purchase", status["purchase"] ?? false),
      ])
    }
    return .record([
      ("rates", .array(rates)), ("statuses", .array(statuses)),
      ("unitPricesIncludeVatSales", settings["unitPricesIncludeVatSales"] ?? false),
    ])
  }

  /// The percentages of a country, which is named here as it is shown; one that is no country says nothing.
  private static func rates(_ country: JSON) -> [JSON] {
    guard let code = country["country"]?.stringValue.flatMap(Countries.code(ofShown:)) else { return [] }
    return (country["percentages"]?.arrayValue ?? []).compactMap { rate in
      guard let percent = rate["vatPercent"]?.decimalValue else { return nil }
      return .record([
        ("country", .string(code)), ("percent", .string(percent.shortest)), ("sales", rate["sales"] ?? false),
        ("purchase", rate["purchase"] ?? false),
      ])
    }
  }

  private static func bankAccount(_ account: JSON) -> JSON {
    .record([
      ("iban", account["iban"]?.stringValue.map { .string(IBAN($0)?.text ?? $0) }),
      ("default", account["defaultForInvoice"] ?? false), ("currency", account["currency"]),
      ("active", .bool(account["status"] != "INACTIVE")),
    ])
  }

  private func ledgerAccounts() async throws(Failure) -> [JSON] {
    let accounts = try await client.read("/coa")["ledgerAccounts"]?.arrayValue ?? []
    return accounts.filter { $0["active"] != false }.compactMap { $0["ledgerAccountCode"] }
  }

  private func dimensions() async throws(Failure) -> [JSON] {
    let dimensions = try await client.read("/dimensions").arrayValue ?? []
    return dimensions.map { dimension in
      let items = (dimension["items"]?.arrayValue ?? []).map { item in
        // `P` is an item that was taken out of use.
        JSON.record([
          ("id", item["id"]), ("name", item["codeName"]), ("active", .bool(item["status"] != "P")),
        ])
      }
      return .record([("id", dimension["id"]), ("name", dimension["name"]), ("items", .array(items))])
    }
  }

  /// Templates are not needed to send: a user who may not see them goes without.
  private func invoiceTemplates() async throws(Failure) -> [JSON] {
    do throws(Failure) {
      let templates = try await client.read("/company/invoicetemplates")
      // The contract promises one object where a company may have several.
      return (templates.arrayValue ?? [templates]).map { .record([("id", $0["id"]), ("name", $0["name"])]) }
    } catch {
      guard error.isRefusal else { throw error }
      return []
    }
  }
}
