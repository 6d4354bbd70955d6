import Core
import Foundation

/// One operation of the API: where it is, what permission it needs, and what answers.
struct ProcurifyRoute: Sendable {
  typealias Handler = @Sendable (ProcurifyTenant, Call) throws(ProcurifyRefusal) -> Answer

  /// With placeholders: `/api/v3/vendors/{id}/`.
  let path: String
  /// As permissions, failures and hooks name it: `vendors`.
  let list: String
  let handler: Handler

  init(_ path: String, _ list: String, _ handler: @escaping Handler) {
    self.path = path
    self.list = list
    self.handler = handler
  }

  /// The values of the placeholders, when a path is one of this operation; the slash at the end may be missing.
  func match(_ path: String) -> [String: String]? { Self.match(self.path, path) }

  static func match(_ pattern: String, _ path: String) -> [String: String]? {
    let pattern = pattern.split(separator: "/")
    let parts = path.split(separator: "/")
    guard pattern.count == parts.count else { return nil }
    var values: [String: String] = [:]
    for (name, part) in zip(pattern, parts) {
      if name.hasPrefix("{") {
        values[String(name.dropFirst().dropLast())] = part.removingPercentEncoding ?? String(part)
      } else if name != part {
        return nil
      }
    }
    return values
  }
}
