import Core
import Foundation

/// What may stand at one place of a document, in the terms a published contract uses.
indirect enum Shape: Sendable {
  case text(max: Int?, Format)
  case number
  case integer
  /// A whole number from and to these.
  case whole(ClosedRange<Int>)
  /// A number with bounds, nil for none, and at most so many places behind the point.
  case amount(from: Decimal?, to: Decimal?, places: Int?)
  case flag
  case choice([String])
  case list(of: Shape, least: Int)
  case record(Record)
  /// An object whose members are all texts, their names free.
  case texts
  case anything

  static let text = Shape.text(max: nil, .free)
  static let date = Shape.text(max: nil, .date)
  static let dateTime = Shape.text(max: nil, .dateTime)

  static func text(upTo max: Int) -> Shape { .text(max: max, .free) }
  static func text(_ format: Format) -> Shape { .text(max: nil, format) }
  static func list(_ shape: Shape) -> Shape { .list(of: shape, least: 0) }
  static func some(_ shape: Shape) -> Shape { .list(of: shape, least: 1) }
}

/// An object with named members; a member that is not named is refused.
struct Record: Sendable {
  /// Members of one shape; most contracts have many alike, so a line of a table names several.
  struct Members: Sendable {
    let names: [String]
    let shape: Shape
    let required: Bool
    let nullable: Bool

    static func required(_ shape: Shape, _ names: String...) -> Members {
      Members(names: names, shape: shape, required: true, nullable: false)
    }

    static func optional(_ shape: Shape, _ names: String...) -> Members {
      Members(names: names, shape: shape, required: false, nullable: false)
    }

    static func nullable(_ shape: Shape, _ names: String...) -> Members {
      Members(names: names, shape: shape, required: false, nullable: true)
    }
  }

  /// A rule that looks at several members at once.
  typealias Rule = @Sendable (JSON, Place, inout Complaints) -> Void

  let groups: [Members]
  let rules: [Rule]
  /// True where we know only part of the members: the rest passes unseen.
  let isOpen: Bool
  private let byName: [String: Members]

  init(_ groups: [Members], open: Bool = false, rules: [Rule] = []) {
    self.groups = groups
    self.rules = rules
    isOpen = open
    byName = Dictionary(groups.flatMap { group in group.names.map { ($0, group) } }, uniquingKeysWith: { $1 })
  }

  func member(_ name: String) -> Members? { byName[name] }

  /// This record with further members, as `allOf` adds them.
  func with(_ more: Members...) -> Record { Record(groups + more, open: isOpen, rules: rules) }

  func obeying(_ more: Rule...) -> Record { Record(groups, open: isOpen, rules: rules + more) }
}
