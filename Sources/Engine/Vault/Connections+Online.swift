package import Core
import Storage

/// What the addon's own form watches over, for databases that have none.
extension Connections {
  /// Looks at a connection of a database over HTTP before it is kept.
  ///
  /// - Throws: `.configuration` `setting.required` where a validated one lacks what it needs, `connection.second` where
  ///   the company has one of this connector already, `odoo.not_connected` where the sidecar cannot sign in there.
  package func checkOnline(database: Int64, content: JSON) async throws(Failure) {
    guard try await environment.store.odooConnection(database: database) != nil else { throw .notConnected }
    guard content["state"]?.stringValue == "validated" else { return }
    guard let connector = environment.connector(content["connector"]?.stringValue ?? "") else { return }
    let missing = connector.settings.filter { setting in
      guard setting.required, setting.kind != .secret, setting.standard == nil else { return false }
      let value = content["settings"]?[setting.key] ?? .null
      return value.isNull || value == ""
    }
    guard missing.isEmpty else {
      throw Failure(
        .configuration,
        "setting.required",
        "\(connector.label) needs \(missing.map(\.label).joined(separator: ", ")).",
        hint: "Set them with `connection set`: \(missing.map(\.key).joined(separator: ", "))."
      )
    }
    let others = try await environment.store.connections(database: database).filter { other in
      other.key != content["key"]?.stringValue && other.content["connector"] == content["connector"]
        && other.content["company_id"] == content["company_id"] && other.content["state"] == "validated"
    }
    guard let other = others.first else { return }
    throw Failure(
      .configuration,
      "connection.second",
      "The company has a validated connection of this connector already: \(other.content["name"]?.stringValue ?? "").",
      hint: "Set that one back to draft first."
    )
  }
}
