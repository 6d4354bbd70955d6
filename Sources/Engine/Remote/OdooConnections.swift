package import Core
package import Odoo
import Storage
import Synchronization

/// The databases over HTTP: how the sidecar signs in to each, and whether it still may.
///
/// Keys rest sealed in the store and are opened for a call only.
package final class OdooConnections: RemoteGateways {
  /// The key's end and the series are looked at again after so long.
  static let checkEvery = Duration.seconds(24 * 3600)

  /// Nothing tells that a module was installed in Odoo, so its fields are asked for anew after so long.
  static let learnEvery = Duration.seconds(3600)

  /// A way that was opened, for as long as nothing of the row changes that it was made from.
  private struct Open {
    let dialect: any OdooDialect
    let sealed: [UInt8]
    let name: String
    let catalogue: FieldCatalogue
    let learnsSince: Timestamp
  }

  let environment: Environment
  private let open = Mutex<[Int64: Open]>([:])

  package init(_ environment: Environment) { self.environment = environment }

  /// - Throws: `.configuration` `odoo.road_is_addon` for a database that its addon serves, `odoo.not_connected` for one
  ///   that was never added, `vault.locked`; `.transport` `odoo.unreachable` and the like.
  package func gateway(database: Int64, company: Int, language: String?, scope: String) async throws(Failure)
    -> any OdooGateway
  {
    let row = try await row(database)
    let way = try way(row)
    await checkKeyDaily(row, way.dialect)
    return RemoteOdoo(
      way.dialect,
      company: company,
      language: language,
      catalogue: way.catalogue,
      links: StoredLinks(environment, database: database),
      scope: scope
    )
  }

  /// How to sign in to a database.
  func row(_ database: Int64) async throws(Failure) -> OdooConnectionRow {
    if let row = try await environment.store.odooConnection(database: database) { return row }
    let known = try await environment.store.databases().first { $0.id == database }
    throw known?.road == "addon" ? .roadIsAddon(known?.identity.name ?? "") : .notConnected
  }

  // MARK: The way

  private func way(_ row: OdooConnectionRow) throws(Failure) -> Open {
    let known = open.withLock { $0[row.database] }
    let now = environment.time.steady()
    if let known, known.sealed == row.key, known.name == row.dialect, now - known.learnsSince < Self.learnEvery {
      return known
    }
    let account = OdooAccount(
      url: row.url,
      database: row.name,
      login: row.login,
      key: try environment.vault.open(row.key, name: Self.place(row.database))
    )
    let name = DialectName(rawValue: row.dialect) ?? .jsonrpc
    let way = Open(
      dialect: watched(name.dialect(account, http: environment.http), row),
      sealed: row.key,
      name: row.dialect,
      catalogue: FieldCatalogue(),
      learnsSince: now
    )
    open.withLock { $0[row.database] = way }
    return way
  }

  func dialect(_ row: OdooConnectionRow) throws(Failure) -> any OdooDialect { try way(row).dialect }

  /// Odoo lets us in: what waits for that need not wait for the next try.
  func mended(_ database: Int64) {
    environment.weather.mended(database)
    environment.remoteBell.ring()
  }

  func forget(_ database: Int64) { open.withLock { _ = $0.removeValue(forKey: database) } }

  private func watched(_ dialect: any OdooDialect, _ row: OdooConnectionRow) -> any OdooDialect {
    let (environment, database) = (environment, row.database)
    let last = LastState(row.state)
    return WatchedDialect(dialect: dialect) {
      environment.odooCalls.note(database)
    } heard: { failure in
      guard last.becomes(failure?.code ?? OdooConnectionRow.fine) else { return }
      await Self.note(failure, database, environment)
    }
  }

  /// True for what keeps every call out, until an administrator does something.
  static func keepsOut(_ failure: Failure) -> Bool {
    ["odoo.database_unknown", "odoo.key_refused", "odoo.not_odoo", "odoo.redirected"].contains(failure.code)
  }

  private static func note(_ failure: Failure?, _ database: Int64, _ environment: Environment) async {
    do throws(Failure) {
      guard var row = try await environment.store.odooConnection(database: database) else { return }
      row.state = failure?.code ?? OdooConnectionRow.fine
      row.message = failure?.message
      _ = try await environment.store.note(row)
    } catch {
      environment.report(.error, "The state of an Odoo could not be kept.", ["code": error.code])
    }
  }

  /// Once a day, in passing; what cannot be seen now is looked at again tomorrow.
  private func checkKeyDaily(_ row: OdooConnectionRow, _ dialect: any OdooDialect) async {
    let now = environment.time.now()
    guard now - row.checkedAt >= Self.checkEvery, row.state == OdooConnectionRow.fine else { return }
    var row = row
    row.checkedAt = now
    do throws(Failure) {
      if !row.isExpiryGiven {
        let context = try await dialect.call("res.users", "context_get", ids: nil, arguments: [:], context: [:])
        if let user = context["uid"]?.intValue { row.keyExpires = try await OdooKey.end(dialect, user: user) }
      }
      _ = try await environment.store.note(row)
    } catch {
      environment.report(.warning, error.message, ["code": error.code, "database": "\(row.database)"])
    }
    if let issue = row.keyWarning(at: now) {
      environment.report(.warning, issue.message, ["code": issue.code, "database": "\(row.database)"])
    }
  }

  static func place(_ database: Int64) -> String { "\(database)/odoo/key" }
}

/// What was told of an Odoo the last time, so that the same is not written with every call.
private final class LastState: Sendable {
  private let state: Mutex<String>

  init(_ state: String) { self.state = Mutex(state) }

  /// True when that is new.
  func becomes(_ new: String) -> Bool {
    state.withLock { state in
      defer { state = new }
      return state != new
    }
  }
}

extension Failure {
  package static func roadIsAddon(_ name: String) -> Failure {
    Failure(
      .configuration,
      "odoo.road_is_addon",
      "The database \(name) is served through its addon; a database has one road only.",
      hint: "Work with it in Odoo. To use HTTP instead, uninstall the addon `sidecar` there first."
    )
  }

  package static let notConnected = Failure(
    .configuration,
    "odoo.not_connected",
    "The sidecar has no way to this database over HTTP.",
    hint: "Add it with `odoo-sidecar odoo add`."
  )
}
