import Core

/// What values do to a record, rows of a one2many included, as `OdooGateway.create` describes them.
enum FakeRows {
  static func applied(_ values: JSON, to record: JSON) -> JSON {
    var object = record.objectValue ?? JSONObject()
    for (name, value) in values.objectValue?.members ?? [] {
      let rows = value.arrayValue ?? []
      object[name] =
        rows.contains { $0.objectValue != nil } ? .array(lines(rows, object[name]?.arrayValue ?? [])) : value
    }
    return .object(object)
  }

  private static func lines(_ rows: [JSON], _ before: [JSON]) -> [JSON] {
    var after = before
    var last = before.compactMap { $0["id"]?.intValue }.max() ?? 0
    for row in rows {
      guard let id = row["id"]?.intValue else {
        last += 1
        after.append(applied(row, to: ["id": .int(last)]))
        continue
      }
      let place = after.firstIndex { $0["id"]?.intValue == id }
      guard let place else { continue }
      if row["delete"] == true { after.remove(at: place) } else { after[place] = applied(row, to: after[place]) }
    }
    return after
  }
}
