import Core

/// The lines of a document that came in, one after the other, wherever they stand inside one another.
///
/// `transportUnits[].items` with `.nested("transportUnits")` and `.nested("subItems")` are the items of every unit, of
/// the units inside it, and the items inside those items. What is inside stands right behind what it is inside of.
/// `receipt.transactions` are those of the one receipt.
struct IncomingLines {
  /// A line as the partner says it, and where: `content.items[1].subItems[0]`.
  struct Line {
    let content: JSON
    let path: String
  }

  private(set) var all: [Line] = []
  private let nested: [String]
  private let switches: [String]

  /// - Parameters:
  ///   - content: what holds the lines.
  ///   - path: where it stands.
  ///   - row: the row of the lines, with `.nested` and `.unlessFalse` among its rules.
  init(in content: JSON, at path: String, _ row: Row) {
    nested = row.rules.compactMap { rule in
      guard case .nested(let member) = rule else { return nil }
      return member
    }
    switches = row.rules.compactMap { rule in
      guard case .unlessFalse(let member) = rule else { return nil }
      return member
    }
    walk(content, path, row.target.names[...])
  }

  private mutating func walk(_ holder: JSON, _ path: String, _ names: ArraySlice<String>) {
    guard let name = names.first else { return }
    let rest = names.dropFirst()
    // An object on the way is walked through; only what repeats is numbered.
    if holder[name]?.objectValue != nil, !rest.isEmpty, let inner = holder[name] {
      return walk(inner, "\(path).\(name)", rest)
    }
    for (index, element) in (holder[name]?.arrayValue ?? []).enumerated() {
      let place = "\(path).\(name)[\(index)]"
      if !rest.isEmpty {
        walk(element, place, rest)
      } else if !switches.contains(where: { element[$0] == false }) {
        all.append(Line(content: element, path: place))
      }
      for member in nested where element[member]?.arrayValue != nil { walk(element, place, [member] + rest) }
    }
  }
}
