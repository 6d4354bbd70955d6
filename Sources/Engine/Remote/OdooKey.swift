package import Core
import Odoo
package import Storage

/// When the API key of a user ends, and how near that is.
enum OdooKey {
  /// A key that ends sooner than this is an alarm.
  static let notice = Duration.seconds(14 * 24 * 3600)

  /// The end of the key, as far as Odoo lets its user see it: 18.0 and later, own keys only.
  ///
  /// Which of a user's keys is ours nobody can tell. One whose description names the sidecar is taken for it, else
  /// the one that ends first.
  ///
  /// - Returns: nil for a key without end, for one that cannot be seen, and for a password.
  static func end(_ dialect: any OdooDialect, user: Int) async throws(Failure) -> Timestamp? {
    let known = try await dialect.call(
      "res.users.apikeys",
      "fields_get",
      ids: nil,
      arguments: ["allfields": ["expiration_date"], "attributes": ["type"]],
      context: [:]
    )
    guard known["expiration_date"] != nil else { return nil }
    let keys = try await dialect.call(
      "res.users.apikeys",
      "search_read",
      ids: nil,
      arguments: ["domain": [["user_id", "=", .int(user)]], "fields": ["name", "expiration_date"]],
      context: [:]
    )
    let all = keys.arrayValue ?? []
    let named = all.filter { ($0["name"]?.stringValue ?? "").lowercased().contains("sidecar") }
    let ends = (named.isEmpty ? all : named).compactMap { $0["expiration_date"]?.stringValue }
    return ends.compactMap { Timestamp(text: $0.replacing(" ", with: "T") + "Z") }.min()
  }
}

extension OdooConnectionRow {
  /// What a person must be told of the key, from two weeks before its end; nil before that.
  package func keyWarning(at now: Timestamp) -> Issue? {
    guard let end = keyExpires, end - now < OdooKey.notice else { return nil }
    let days = (end - now).milliseconds / 86_400_000
    let text = end <= now ? "ended on \(end.day)" : days < 1 ? "ends today" : "ends in \(days) days, on \(end.day)"
    return Issue(
      "odoo.key_expires",
      "The API key of \(login) for \(name) \(text).",
      severity: end <= now ? .error : .warning,
      repair: "Make a new key in Odoo (My Profile, Account Security) and give it with `odoo-sidecar odoo add`.",
      params: ["login": login, "database": name, "day": end.day]
    )
  }
}

extension Timestamp {
  /// `2026-03-29`, UTC.
  fileprivate var day: String { String(text.prefix(10)) }
}
