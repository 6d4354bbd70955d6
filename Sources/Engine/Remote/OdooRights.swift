import Core
import Odoo

/// What an integration user must be allowed in Odoo for a connector, asked for before anything is read or written.
struct OdooRights: Sendable {
  /// Rights by model, in the order they are asked for.
  private(set) var wanted: [(model: String, rights: [String])] = []

  /// For these connectors; everybody reads partners and the company.
  init(_ connectors: [any Connector]) {
    add("res.company", ["read"])
    add("res.partner", ["read"])
    for connector in connectors {
      for flow in connector.receiving { add(flow.model, ["read", "write", "create"]) }
      for kind in connector.linkKinds { add(kind.model, ["read"]) }
    }
  }

  private mutating func add(_ model: String, _ rights: [String]) {
    guard let place = wanted.firstIndex(where: { $0.model == model }) else { return wanted.append((model, rights)) }
    wanted[place].rights += rights.filter { !wanted[place].rights.contains($0) }
  }

  /// One line for each model and right.
  func check(_ dialect: any OdooDialect) async throws(Failure) -> [OdooCheck] {
    var checks: [OdooCheck] = []
    for (model, rights) in wanted {
      for right in rights {
        do throws(Failure) {
          let may = try await has(right, model, dialect)
          checks.append(
            may
              ? OdooCheck(.access, "\(model): \(right)")
              : OdooCheck(
                .access,
                "\(model): may not \(right). Give the user a group that may.",
                code: "odoo.access",
                ok: false
              )
          )
        } catch {
          guard error.code == "odoo.field_missing" else { throw error }
          checks.append(OdooCheck(.access, "\(model): this Odoo has no such model.", code: error.code, ok: false))
          break
        }
      }
    }
    return checks
  }

  /// 18.0 and later have `has_access`, earlier ones `check_access_rights`.
  private func has(_ right: String, _ model: String, _ dialect: any OdooDialect) async throws(Failure) -> Bool {
    do throws(Failure) {
      let answer = try await dialect.call(
        model,
        "has_access",
        ids: [],
        arguments: ["operation": .string(right)],
        context: [:]
      )
      return answer.boolValue ?? false
    } catch {
      guard error.code == "odoo.field_missing", error.message.contains("has_access") else { throw error }
    }
    let answer = try await dialect.call(
      model,
      "check_access_rights",
      ids: nil,
      arguments: ["operation": .string(right), "raise_exception": false],
      context: [:]
    )
    return answer.boolValue ?? false
  }
}
