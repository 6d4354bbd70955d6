package import Core
import Odoo
import Storage

extension OdooConnections {
  /// The clocks may differ by so much before it is said.
  private static let skew = Duration.seconds(120)

  /// Looks at everything that a database over HTTP needs, step by step, and keeps what came of it.
  ///
  /// - Returns: the steps up to the first that stops all others.
  package func test(_ database: Int64) async throws(Failure) -> [OdooCheck] {
    var row = try await row(database)
    var checks: [OdooCheck] = []
    var stop: Failure?
    do throws(Failure) {
      try await look(&row, &checks)
    } catch {
      stop = error
      checks.append(failed(error, row, after: checks.last?.step))
    }
    row.checkedAt = environment.time.now()
    // Bad weather says nothing about the key.
    if stop?.kind != .transport {
      row.state = stop?.code ?? OdooConnectionRow.fine
      row.message = stop?.message
    }
    _ = try await environment.store.note(row)
    forget(database)
    if stop == nil { mended(database) }
    return checks
  }

  private func look(_ row: inout OdooConnectionRow, _ checks: inout [OdooCheck]) async throws(Failure) {
    let address = try OdooAddress(row.url)
    checks.append(Self.addressCheck(address))
    let version = try await OdooDetection(address, http: environment.http).version()
    row.version = version.text
    checks.append(OdooCheck(.version, "Odoo \(version.text)"))
    let key = try environment.vault.open(row.key, name: Self.place(row.database))
    let account = OdooAccount(url: row.url, database: row.name, login: row.login, key: key)
    let wanted = row.isDialectFixed ? DialectName(rawValue: row.dialect) : nil
    let signedIn = try await OdooSignIn(account, version, wanted: wanted, http: environment.http)
    row.dialect = signedIn.dialect.name.rawValue
    checks.append(OdooCheck(.signIn, "\(signedIn.userName) (\(row.login)) on \(row.name), \(row.dialect)"))
    checks += Self.mailCheck(signedIn)
    try await checks.append(contentsOf: companies(row, signedIn))
    if !row.isExpiryGiven { row.keyExpires = try await keyEnd(signedIn) ?? row.keyExpires }
    checks.append(keyCheck(row))
    checks += clockCheck(signedIn.dialect.serverTime)
    checks += try await OdooRights(try await connectors(row.database)).check(signedIn.dialect)
  }

  private func failed(_ failure: Failure, _ row: OdooConnectionRow, after last: OdooCheck.Step?) -> OdooCheck {
    let step: OdooCheck.Step =
      switch failure.code {
      case "odoo.address": .address
      case "odoo.key_refused", "odoo.database_unknown", "odoo.dialect", "vault.locked": .signIn
      case _ where last == nil: .address
      case _ where last == .address: .version
      case _ where last == .version: .signIn
      default: .access
      }
    let explained = (try? OdooAddress(row.url))?.explain(failure) ?? failure
    let text = [explained.message, explained.hint].compactMap(\.self).joined(separator: " ")
    return OdooCheck(step, text, code: failure.code, ok: false)
  }

  private static func addressCheck(_ address: OdooAddress) -> OdooCheck {
    let isNear = ["127.0.0.1", "localhost", "::1", "[::1]"].contains(address.host)
    guard !address.isSecure, !isNear else { return OdooCheck(.address, address.url) }
    return OdooCheck(
      .address,
      "\(address.url) is not encrypted: the key travels in clear text. Use https.",
      code: "odoo.insecure",
      isWarning: true
    )
  }

  /// 17.0 and 18.0 note changes of confirmed orders in the name of whoever makes them, and refuse who has no address.
  private static func mailCheck(_ signedIn: OdooSignIn) -> [OdooCheck] {
    guard !signedIn.hasEmail else { return [] }
    let text =
      "The user \(signedIn.userName) has no e-mail address; Odoo 17 and 18 refuse its changes to confirmed orders."
      + " Enter one on the user."
    return [OdooCheck(.access, text, code: "odoo.no_email", isWarning: true)]
  }

  /// The companies that connections of this database work in must be among the user's.
  private func companies(_ row: OdooConnectionRow, _ signedIn: OdooSignIn) async throws(Failure) -> [OdooCheck] {
    let wanted = try await environment.store.connections(database: row.database)
      .compactMap { $0.content["company_id"]?.intValue }
    let missing = Set(wanted).subtracting(signedIn.companies).sorted()
    guard missing.isEmpty else {
      let ids = missing.map(String.init).joined(separator: ", ")
      let text = "The user may not work in the company \(ids) of a connection. Add it to the user's companies."
      return [OdooCheck(.company, text, code: "odoo.access", ok: false)]
    }
    let ids = signedIn.companies.map(String.init).joined(separator: ", ")
    return [OdooCheck(.company, "may work in \(signedIn.companies.count == 1 ? "company" : "companies") \(ids)")]
  }

  private func keyEnd(_ signedIn: OdooSignIn) async throws(Failure) -> Timestamp? {
    do throws(Failure) {
      return try await OdooKey.end(signedIn.dialect, user: signedIn.user)
    } catch {
      guard error.kind == .data else { throw error }
      return nil
    }
  }

  private func keyCheck(_ row: OdooConnectionRow) -> OdooCheck {
    if let issue = row.keyWarning(at: environment.time.now()) {
      let text = [issue.message, issue.repair].compactMap(\.self).joined(separator: " ")
      return OdooCheck(.key, text, code: issue.code, ok: issue.severity != .error, isWarning: issue.severity != .error)
    }
    guard let end = row.keyExpires else {
      return OdooCheck(.key, "no end of the key is known; name it with --key-expires if it has one")
    }
    return OdooCheck(.key, "the key ends on \(end.text.prefix(10))")
  }

  private func clockCheck(_ theirs: Timestamp?) -> [OdooCheck] {
    guard let theirs else { return [] }
    let difference = (environment.time.now() - theirs).milliseconds / 1000
    guard Duration.seconds(abs(difference)) > Self.skew else { return [OdooCheck(.clock, "the same as here")] }
    let text = "Odoo's clock is \(abs(difference)) s \(difference > 0 ? "behind" : "ahead"). Set both by NTP."
    return [OdooCheck(.clock, text, code: "odoo.clock", isWarning: true)]
  }

  /// The connectors that this database has connections of.
  private func connectors(_ database: Int64) async throws(Failure) -> [any Connector] {
    let ids = try await environment.store.connections(database: database).compactMap {
      $0.content["connector"]?.stringValue
    }
    return environment.connectors.filter { ids.contains($0.id) }
  }
}
