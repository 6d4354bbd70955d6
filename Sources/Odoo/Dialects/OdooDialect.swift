package import Core

/// One method call over HTTP, in the way that the Odoo at hand understands.
///
/// Every call is a transaction of its own. Values are Odoo's own (`false` for empty, `[id, name]` for a many2one unless
/// the method says otherwise); trees, aliases and decimals are the gateway's.
package protocol OdooDialect: Sendable {
  var name: DialectName { get }

  /// The clock of the Odoo's machine as its latest answer showed it (header `Date`, whole seconds); nil before the first.
  var serverTime: Timestamp? { get }

  /// Calls a public method of a model.
  ///
  /// - Parameters:
  ///   - model: for example `res.partner`.
  ///   - method: for example `web_read`.
  ///   - ids: the records it is called on; nil for a method of the model itself, which JSON-2 refuses ids for.
  ///   - arguments: by name, all but ids and context.
  ///   - context: company, language and the like.
  /// - Returns: what the method returned; null where it returned nothing, whatever the dialect makes of that.
  /// - Throws: `.data` `odoo.access`, `odoo.user`, `odoo.missing`; `.transport` `odoo.busy`, `odoo.unreachable`;
  ///   `.configuration` `odoo.key_refused`, `odoo.database_unknown`, `odoo.field_missing`, `odoo.not_odoo`; `.internal`
  ///   `odoo.internal`. `mayHaveArrived` is true where the call may have been carried out and is not safe to repeat.
  func call(
    _ model: String,
    _ method: String,
    ids: [Int]?,
    arguments: JSONObject,
    context: JSONObject
  ) async throws(Failure) -> JSON
}
