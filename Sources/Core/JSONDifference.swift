/// One place where two JSON values differ; nil means that there is nothing on that side.
package struct JSONDifference: Sendable, Equatable {
  /// For example `content.items[2].quantity`.
  package let path: String
  package let before: JSON?
  package let after: JSON?
}

extension JSON {
  /// Every place where `later` differs from this value, in the order of reading.
  package func differences(to later: JSON, at path: String = "") -> [JSONDifference] {
    switch (self, later) {
    case (.object(let old), .object(let new)):
      let keys = old.keys + new.keys.filter { old[$0] == nil }
      return keys.flatMap { key in
        Self.compare(old[key], new[key], path.isEmpty ? key : "\(path).\(key)")
      }
    case (.array(let old), .array(let new)):
      return (0..<max(old.count, new.count)).flatMap { index in
        Self.compare(
          old.indices.contains(index) ? old[index] : nil,
          new.indices.contains(index) ? new[index] : nil,
          "\(path)[\(index)]"
        )
      }
    default:
      return self == later ? [] : [JSONDifference(path: path, before: self, after: later)]
    }
  }

  private static func compare(_ old: JSON?, _ new: JSON?, _ path: String) -> [JSONDifference] {
    if let old, let new { return old.differences(to: new, at: path) }
    return [JSONDifference(path: path, before: old, after: new)]
  }
}
