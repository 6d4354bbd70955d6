import Core
import Engine
import Odoo

/// Currencies of Procurify, which are ISO codes by their name, in Odoo.
enum CurrencyNames {
  /// - Parameters:
  ///   - currency: an object with `name`, or the id of one in the snapshot.
  ///   - settings: with the snapshot.
  /// - Returns: the ISO code.
  static func name(_ currency: JSON?, _ settings: Settings) -> String? {
    if let name = currency?["name"]?.documentID { return name.uppercased() }
    guard let id = currency?.documentID else { return nil }
    let known = settings.snapshot("currencies")?.arrayValue ?? []
    return known.first { $0["id"]?.documentID == id }?["name"]?.documentID?.uppercased()
  }

  /// - Returns: the active currency of that code.
  /// - Throws: what a search throws.
  static func find(_ name: String, _ odoo: any OdooGateway) async throws(Failure) -> Int? {
    let domain: JSON = [["name", "=", .string(name)], ["active", "=", true]]
    let found = try await odoo.search("res.currency", domain: domain, fields: ["name": nil], order: nil, limit: 1)
    return found.first?.recordID
  }
}
