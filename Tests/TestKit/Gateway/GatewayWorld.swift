import Core
import Foundation
import Testing

/// A real Odoo with records to check the promises of a gateway on, as a step of `contrib/test` has made it.
package struct GatewayWorld: Sendable {
  /// One user of that Odoo.
  package struct User: Sendable {
    package let login: String
    package let key: String
  }

  private let told: JSON

  /// Nil when no such Odoo is there: the environment names none.
  package static let there: GatewayWorld? = {
    guard let path = ProcessInfo.processInfo.environment["SIDECAR_GATEWAY"],
      let data = FileManager.default.contents(atPath: path), let told = try? JSON(parsing: Array(data))
    else { return nil }
    return GatewayWorld(told: told)
  }()

  package var url: String { text("url") }
  package var database: String { text("database") }
  /// The Unix socket on which the addon's end waits for us.
  package var socket: String { text("socket") }
  /// `19.0`
  package var series: String { text("series") }
  package var roads: [GatewayRoad] {
    (told["roads"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(GatewayRoad.init(rawValue:)) }
  }
  /// The user's own company first.
  package var companies: [Int] { Self.ints(told["companies"]) }

  package func user(_ login: String) -> User {
    User(login: login, key: told["users"]?[login]?["key"]?.stringValue ?? "")
  }

  /// The id of a record that was made, for example `vendor`.
  package func id(_ name: String) -> Int { told["records"]?[name]?.intValue ?? 0 }

  package func ids(_ name: String) -> [Int] { Self.ints(told["records"]?[name]) }

  private func text(_ name: String) -> String { told[name]?.stringValue ?? "" }

  private static func ints(_ value: JSON?) -> [Int] { (value?.arrayValue ?? []).compactMap(\.intValue) }
}

/// How Odoo is reached.
package enum GatewayRoad: String, Sendable, CaseIterable, CustomTestStringConvertible {
  case addon, jsonrpc, xmlrpc, json2

  package var isRemote: Bool { self != .addon }
  package var testDescription: String { rawValue }
}
