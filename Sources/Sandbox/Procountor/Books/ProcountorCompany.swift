package import Core
import Foundation

/// One company in Procountor: who it is, and how it is set up.
///
/// The set-up is one JSON object, see `Library/procountor-company.json`; a test or a demo changes any member of it.
package struct ProcountorCompany: Sendable, Equatable {
  /// How this simulator calls it.
  let key: String
  private(set) var settings: JSON

  package init(key: String = "main", settings: JSON = .object(JSONObject())) {
    self.key = key
    let usual = (try? JSON(parsing: PackageResources.procountor_company_json)) ?? .null
    self.settings = Self.merged(usual, settings)
  }

  /// A copy in which these members have other values; an object in an object is changed member by member too.
  func changed(_ change: JSON) -> ProcountorCompany {
    var copy = self
    copy.settings = Self.merged(settings, change)
    return copy
  }

  static func merged(_ old: JSON, _ new: JSON) -> JSON {
    guard case .object(var object) = old, let members = new.objectValue?.members else { return new }
    for (key, value) in members { object[key] = object[key].map { merged($0, value) } ?? value }
    return .object(object)
  }
}

extension ProcountorCompany {
  subscript(name: String) -> JSON { settings[name] ?? .null }

  func text(_ name: String) -> String { settings[name]?.stringValue ?? "" }
  func list(_ name: String) -> [JSON] { settings[name]?.arrayValue ?? [] }

  var country: String { text("country") }
  var currency: String { text("currency") }

  /// The accounts that can be named on an invoice.
  var ibans: Set<String> {
    Set(list("bank_accounts").filter { $0["status"] == "ACTIVE" }.compactMap { $0["iban"]?.stringValue })
  }

  func hasAccount(_ code: String) -> Bool {
    list("accounts").contains { $0["code"]?.stringValue == code && $0["active"] != false }
  }

  /// Percentages in use in a country; nil for a country that the company has none of.
  func percentages(_ country: String, _ side: VatSide) -> [Decimal]? {
    guard let entry = self["vat"]["countries"]?[country]?.arrayValue else { return nil }
    return entry.filter { $0[side.rawValue] == true }.compactMap { $0["percent"]?.number }
  }

  func usesStatus(_ number: Int, _ side: VatSide) -> Bool {
    (self["vat"]["statuses"]?.arrayValue ?? []).contains {
      $0["number"]?.intValue == number && $0[side.rawValue] == true
    }
  }

  /// `ALL_RIGHTS`, `VIEWING_RIGHTS`, `NO_ACCESS` or `NOT_ENABLED`, by place: `sales.salesInvoiceSearch`.
  func right(_ place: String) -> String { settings["rights"]?[place]?.stringValue ?? "ALL_RIGHTS" }
}
