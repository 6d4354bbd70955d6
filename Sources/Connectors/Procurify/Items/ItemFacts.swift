import Core
import Engine
import Foundation

/// What the catalogue, or an order, says of an item; both in one form.
struct ItemFacts {
  /// `c17`, `sTW-10` …; the id of the link.
  let key: String
  let name: String?
  /// Stock number, else number.
  let code: String?
  let unit: String?
  let price: Decimal?
  let description: String?
  /// Procurify's id.
  let vendor: String?
  /// Object or id.
  let currency: JSON?
  /// Object or id of an account (budget), or an account code.
  let account: JSON?

  init?(_ content: JSON) {
    guard let key = content["key"]?.documentID else { return nil }
    self.key = key
    name = content["name"]?.documentID.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    code = content["internalSKU"]?.documentID ?? content["sku"]?.documentID ?? content["num"]?.documentID
    unit = content["unitType"]?.documentID ?? content["unit"]?.documentID
    price = content["price"]?.amount
    description = content["description"]?.documentID
    let vendor = content["pref_vendor"]?["id"]?.documentID ?? content["pref_vendor"]?.documentID
    // The placeholder is no vendor.
    self.vendor = vendor == "1" ? nil : vendor
    currency = content["currency"]
    account = content["account_code"] ?? content["account"]
  }

  /// The account code behind the account: id and code.
  func accountCode(_ settings: Settings) -> (id: String, code: String)? {
    let reference = settings.reference
    let object = account?["account_code"] ?? (account?["code"] == nil ? nil : account)
    let code = object ?? row(of: "accounts", account, reference)?["account_code"]
    let whole = code?["code"] == nil ? row(of: "account_codes", code ?? account, reference) : code
    guard let id = whole?["id"]?.documentID, let text = whole?["code"]?.documentID else { return nil }
    return (id, text)
  }

  private func row(of list: String, _ id: JSON?, _ reference: JSON) -> JSON? {
    guard let id = id?["id"]?.documentID ?? id?.documentID else { return nil }
    return reference[list]?.arrayValue?.first { $0["id"]?.documentID == id }
  }
}
