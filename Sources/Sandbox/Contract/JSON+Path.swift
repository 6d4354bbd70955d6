import Core

extension JSON {
  /// A copy with `value` at `path` (`content.items.0.quantity`); nil leaves the member out. A place in a list that does
  /// not exist is left alone, a missing object on the way is made.
  func putting(_ value: JSON?, at path: String) -> JSON {
    let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
    guard let name = parts.first else { return value ?? .null }
    let rest = parts.count > 1 ? parts[1] : ""
    if case .array(var items) = self, let index = Int(name), items.indices.contains(index) {
      items[index] = items[index].putting(value, at: rest)
      return .array(items)
    }
    guard case .object(var object) = self else { return self }
    object[name] = rest.isEmpty ? value : (object[name] ?? .object(JSONObject())).putting(value, at: rest)
    return .object(object)
  }
}
