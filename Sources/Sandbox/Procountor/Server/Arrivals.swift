package import Core

/// Every call that was carried out or refused by an endpoint, with its body: what a test holds against the contract.
///
/// In memory only. Secrets are not kept: of a request for a token only the names of its members.
package actor Arrivals {
  private var rows: [JSON] = []

  func note(_ call: Call, name: String, company: String, body: JSON?, status: Int) {
    let query = call.query.map { (key: $0.name, value: JSON.string($0.value)) }
    rows.append(
      .record([
        ("number", .int(rows.count + 1)), ("company", .string(company)), ("method", .string(call.method)),
        ("endpoint", .string(name)), ("path", .string(call.path)), ("query", .object(JSONObject(query))),
        ("body", body), ("status", .int(status)),
      ])
    )
  }

  /// Those that match all filters, oldest first.
  package func all(method: String? = nil, endpoint: String? = nil, company: String? = nil, after: Int = 0) -> [JSON] {
    rows.dropFirst(after).filter { row in
      [("method", method), ("endpoint", endpoint), ("company", company)].allSatisfy { key, wanted in
        wanted == nil || row[key]?.stringValue == wanted
      }
    }
  }

  package func forgetAll() { rows = [] }
}
