import Core

extension JSON {
  /// The object with one more member.
  func with(_ key: String, _ value: JSON) -> JSON {
    var object = objectValue ?? JSONObject()
    object[key] = value
    return .object(object)
  }
}
