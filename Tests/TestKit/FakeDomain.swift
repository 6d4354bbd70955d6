import Core

/// Odoo's prefix notation, as far as flows use it: `=`, `=like`, `=ilike`, `ilike`, `!=`, `in`, `not in`,
/// `parent_of`, `child_of`, `<`, `<=`, `>`, `>=` on fields and on paths through records; of a field that holds several, one
/// must fit.
enum FakeDomain {
  static func holds(_ domain: JSON, _ record: JSON) -> Bool {
    var terms = (domain.arrayValue ?? [])[...]
    var result = true
    while !terms.isEmpty { result = next(&terms, record) && result }
    return result
  }

  private static func next(_ terms: inout ArraySlice<JSON>, _ record: JSON) -> Bool {
    guard let term = terms.popFirst() else { return true }
    switch term.stringValue {
    case "!":
      return !next(&terms, record)
    case "&", "|":
      let (left, right) = (next(&terms, record), next(&terms, record))
      return term == "&" ? left && right : left || right
    default:
      return leaf(term.arrayValue ?? [], record)
    }
  }

  private static func leaf(_ leaf: [JSON], _ record: JSON) -> Bool {
    guard leaf.count == 3, let path = leaf[0].stringValue, let comparison = leaf[1].stringValue else { return false }
    var value: JSON = record
    for step in path.split(separator: ".") { value = value[String(step)] ?? .null }
    // A relation is compared by its id; an empty one is Odoo's false. Documents have moments as the wire does.
    let isMoment = path.hasSuffix("write_date")
    let mine = isMoment ? .string(moment(value)) : value["id"] ?? value
    let asked = isMoment ? .string(moment(leaf[2])) : leaf[2]
    func isEqual(_ other: JSON) -> Bool {
      mine == other || (mine.isNull && other == false) || (mine.arrayValue ?? []).contains { ($0["id"] ?? $0) == other }
        || ((mine.stringValue == nil) != (other.stringValue == nil) && mine.decimalValue != nil
          && mine.decimalValue == other.decimalValue)
    }
    switch comparison {
    case "=": return isEqual(asked)
    case "!=": return !isEqual(asked)
    // Without branches a company is its own and only parent, and a plan its own and only child.
    case "in", "parent_of", "child_of": return (asked.arrayValue ?? []).contains(where: isEqual)
    case "not in": return !(asked.arrayValue ?? []).contains(where: isEqual)
    case "=like":
      // `1/%` alone: what begins so.
      return (mine.stringValue ?? "").hasPrefix((asked.stringValue ?? "").replacing("%", with: ""))
    case "=ilike":
      let pattern = (asked.stringValue ?? "").lowercased()
      return !pattern.isEmpty && matches((mine.stringValue ?? "").lowercased()[...], pattern[...])
    case "ilike": return (mine.stringValue ?? "").lowercased().contains((asked.stringValue ?? "").lowercased())
    case ">": return (mine.intValue ?? 0) > (asked.intValue ?? 0)
    case "<=": return (mine.stringValue ?? "") <= (asked.stringValue ?? "")
    case "<": return (mine.stringValue ?? "") < (asked.stringValue ?? "")
    case ">=": return (mine.stringValue ?? "") >= (asked.stringValue ?? "")
    default: return false
    }
  }

  /// `%` stands for anything, unless a `\` is before it.
  private static func matches(_ text: Substring, _ pattern: Substring) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    if first == "%" { return matches(text, rest) || (!text.isEmpty && matches(text.dropFirst(), pattern)) }
    let isEscape = first == "\\"
    let (wanted, behind) = isEscape ? (rest.first, rest.dropFirst()) : (first, rest)
    return text.first == wanted && matches(text.dropFirst(), behind)
  }

  private static func moment(_ value: JSON) -> String {
    String((value.stringValue ?? "").replacing("T", with: " ").prefix(23)).replacing("Z", with: "")
  }
}
