import Core

/// The fields a table reads, as the tree that goes over the wire: null is a leaf, an object a relation.
struct FieldTree {
  private var root = JSONObject()

  var json: JSON { .object(root) }

  /// Adds a field by its path; a relation that is also read as a leaf stays a relation, which brings its id anyway.
  ///
  /// What is derived is not read: of a path through it, only the relations before it.
  mutating func add(_ path: [String]) {
    let path = path.prefix { !Derivation.isDerived($0) }
    guard !path.isEmpty else { return }
    Self.add(path, to: &root)
  }

  mutating func add(_ rows: [Row], below prefix: [String] = []) {
    for row in rows {
      switch row.source {
      case .field(let path): add(prefix + path)
      case .first(let paths):
        for path in paths { add(prefix + path) }
      case .group(let path, let rows): add(rows, of: row, below: prefix + path)
      case .firstGroup(let paths, let rows):
        for path in paths { add(rows, of: row, below: prefix + path) }
      case .lines(let path, _, let rows):
        add(prefix + path + ["display_type"])
        add(rows, below: prefix + path)
      case .setting, .constant, .counter, .preset, .fixed, .given: break
      }
    }
  }

  private mutating func add(_ rows: [Row], of group: Row, below path: [String]) {
    add(rows, below: path)
    for field in group.omittedWithout { add(path + field) }
  }

  private static func add(_ path: ArraySlice<String>, to tree: inout JSONObject) {
    guard let name = path.first else { return }
    var inner = tree[name]?.objectValue
    if path.count > 1 {
      var children = inner ?? JSONObject()
      add(path.dropFirst(), to: &children)
      inner = children
    }
    tree[name] = inner.map(JSON.object) ?? .null
  }
}
