package import Core
package import Odoo

/// Gives the way to an Odoo over HTTP.
package protocol RemoteGateways: Sendable {
  /// - Parameters:
  ///   - database: one on the road `http`.
  ///   - company: of the connection.
  ///   - language: of its documents; nil for the user's own.
  ///   - scope: what the work at hand is about, for the keys of records that get none of their own.
  /// - Returns: the gateway; nobody was asked anything yet.
  /// - Throws: `.configuration` `odoo.road_is_addon` and the like when there is no such way; `.transport` and
  ///   `.configuration` when Odoo does not let us in.
  func gateway(database: Int64, company: Int, language: String?, scope: String) async throws(Failure)
    -> any OdooGateway
}

/// No way to any Odoo: a service without databases over HTTP.
package struct NoGateways: RemoteGateways {
  package init() {}

  package func gateway(database: Int64, company: Int, language: String?, scope: String) async throws(Failure)
    -> any OdooGateway
  {
    throw Failure(
      .configuration,
      "odoo.not_connected",
      "The sidecar has no way to this database over HTTP.",
      hint: "Add it with `odoo-sidecar odoo add`."
    )
  }
}
