import Core
import Foundation

extension Shape {
  /// Notes in `complaints` everything in which `value` differs from this shape.
  func check(_ value: JSON, _ place: Place, _ complaints: inout Complaints) {
    switch self {
    case .text(let max, let format): Self.checkText(value, max, format, place, &complaints)
    case .number: if value.number == nil { complaints.add(place, "The \(place) must be a number.") }
    case .integer: if value.wholeNumber == nil { complaints.add(place, "The \(place) must be an integer.") }
    case .whole(let range): Self.checkWhole(value, range, place, &complaints)
    case .amount(let least, let most, let places): Self.checkAmount(value, least, most, places, place, &complaints)
    case .flag: if value.boolValue == nil { complaints.add(place, "The \(place) field must be true or false.") }
    case .choice(let choices): Self.checkChoice(value, choices, place, &complaints)
    case .list(let shape, let least): Self.checkList(value, shape, least, place, &complaints)
    case .record(let record): record.check(value, place, &complaints)
    case .texts: Self.checkTexts(value, place, &complaints)
    case .anything: break
    }
  }

  private static func checkText(
    _ value: JSON,
    _ max: Int?,
    _ format: Format,
    _ place: Place,
    _ complaints: inout Complaints
  ) {
    guard let text = value.stringValue else { return complaints.add(place, "The \(place) must be a string.") }
    if let max, text.count > max {
      complaints.add(place, "The \(place) may not be greater than \(max) characters.")
    }
    if !format.matches(text) { complaints.add(place, "The \(place) is not a valid \(format.rawValue).") }
  }

  private static func checkWhole(
    _ value: JSON,
    _ range: ClosedRange<Int>,
    _ place: Place,
    _ complaints: inout Complaints
  ) {
    guard let number = value.wholeNumber else { return complaints.add(place, "The \(place) must be an integer.") }
    guard !range.contains(number) else { return }
    complaints.add(place, "The \(place) must be between \(range.lowerBound) and \(range.upperBound).")
  }

  private static func checkAmount(
    _ value: JSON,
    _ least: Decimal?,
    _ most: Decimal?,
    _ places: Int?,
    _ place: Place,
    _ complaints: inout Complaints
  ) {
    guard let number = value.number else { return complaints.add(place, "The \(place) must be a number.") }
    if let least, number < least { complaints.add(place, "The \(place) must be at least \(least).") }
    if let most, number > most { complaints.add(place, "The \(place) may not be greater than \(most).") }
    if let places, number != number.rounded(places) {
      complaints.add(place, "The \(place) may not have more than \(places) decimals.")
    }
  }

  private static func checkChoice(_ value: JSON, _ choices: [String], _ place: Place, _ complaints: inout Complaints) {
    guard let text = value.stringValue, choices.contains(text) else {
      return complaints.add(place, "The selected \(place) is invalid.")
    }
  }

  private static func checkList(
    _ value: JSON,
    _ shape: Shape,
    _ least: Int,
    _ place: Place,
    _ complaints: inout Complaints
  ) {
    guard let items = value.arrayValue else { return complaints.add(place, "The \(place) must be an array.") }
    if items.count < least { complaints.add(place, "The \(place) must have at least \(least) items.") }
    for (index, item) in items.enumerated() { shape.check(item, place[index], &complaints) }
  }

  private static func checkTexts(_ value: JSON, _ place: Place, _ complaints: inout Complaints) {
    guard let object = value.objectValue else { return complaints.add(place, "The \(place) must be an object.") }
    for member in object.members where member.value.stringValue == nil {
      complaints.add(place[member.key], "The \(place[member.key]) must be a string.")
    }
  }
}

extension Record {
  func check(_ value: JSON, _ place: Place, _ complaints: inout Complaints) {
    guard let object = value.objectValue else { return complaints.add(place, "The \(place) must be an object.") }
    let present = Dictionary(object.members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    for group in groups {
      for name in group.names { check(group, present[name], place[name], &complaints) }
    }
    for member in object.members where !isOpen && self.member(member.key) == nil {
      complaints.add(place[member.key], "The \(place[member.key]) field is unknown.")
    }
    for rule in rules { rule(value, place, &complaints) }
  }

  private func check(_ group: Members, _ value: JSON?, _ place: Place, _ complaints: inout Complaints) {
    guard let value, !(group.required && value.isBlank) else {
      if group.required { complaints.add(place, "The \(place) field is required.") }
      return
    }
    if value.isNull, group.nullable { return }
    group.shape.check(value, place, &complaints)
  }
}

extension JSON {
  /// Nothing, as a required field sees it: null or a text of white space.
  var isBlank: Bool {
    switch self {
    case .null: true
    case .string(let text): text.allSatisfy(\.isWhitespace)
    default: false
    }
  }
}
