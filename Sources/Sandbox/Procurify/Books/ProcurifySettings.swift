package import Core
import Foundation

/// How a tenant is set up, and where it deviates from the usual; one JSON object, any member of which may be changed.
///
/// The members are described in `contrib/simulators.md`.
package struct ProcurifySettings: Sendable, Equatable {
  package private(set) var json: JSON

  package init(_ json: JSON = .object(JSONObject())) { self.json = Self.merged(Self.usual, json) }

  func changed(_ change: JSON) -> ProcurifySettings {
    var copy = self
    copy.json = Self.merged(json, change)
    return copy
  }

  private static let usual: JSON = [
    "domain": "acme", "email": "bot@acme.test", "company": "Acme Manufacturing", "time_zone": "America/Vancouver",
    "token_life": 86_400, "user_active": true, "wrong_subdomain": false, "default_page_size": 10,
    "max_page_size": 500, "too_large": nil, "limit_per_second": nil, "retry_after": 1, "times": "plain",
    "old_payments": true, "new_payments": true, "permissions": [:], "lists": [:],
  ]

  /// Member by member, also in objects; null is a value.
  private static func merged(_ old: JSON, _ new: JSON) -> JSON {
    guard case .object(var object) = old, let members = new.objectValue?.members else { return new }
    for (key, value) in members { object[key] = object[key].map { merged($0, value) } ?? value }
    return .object(object)
  }
}

extension ProcurifySettings {
  subscript(name: String) -> JSON? { json[name].flatMap { $0.isNull ? .none : .some($0) } }

  var domain: String { self["domain"]?.stringValue ?? "" }
  var email: String { self["email"]?.stringValue ?? "" }
  var company: String { self["company"]?.stringValue ?? "" }
  var tokenLife: Int { self["token_life"]?.intValue ?? 86_400 }
  var userIsActive: Bool { self["user_active"]?.boolValue ?? true }
  var isWrongSubdomain: Bool { self["wrong_subdomain"]?.boolValue ?? false }
  var zone: TimeZone { self["time_zone"]?.stringValue.flatMap { TimeZone(identifier: $0) } ?? .gmt }
  var scope: String { "urn:procurify-api:domain:\(domain) urn:procurify-api:email:\(email)" }

  /// Whether the user's role may see a list; everything that is not named may be seen.
  func permits(_ list: String) -> Bool { json["permissions"]?[list]?.boolValue ?? true }

  /// A setting of a list: what is said of it, else of `*`, else in general.
  func list(_ list: String, _ name: String) -> JSON? {
    for place in [json["lists"]?[list]?[name], json["lists"]?["*"]?[name], json[name]] {
      if let place { return place.isNull ? .none : .some(place) }
    }
    return nil
  }
}
