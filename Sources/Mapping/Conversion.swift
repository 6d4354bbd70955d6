import Core
import Foundation

/// One value of Odoo on its way through the rules of its row.
struct Conversion {
  /// What is sent; nil leaves the member out.
  private(set) var value: JSON?
  private(set) var faults: [Fault] = []

  init(_ raw: JSON?, _ rules: [Rule]) {
    value = Self.trimmed(raw)
    if rules.contains(where: \.takesZeroAsEmpty), value?.decimalValue?.isZero == true { value = .none }
    if value == nil { fillEmpty(rules) } else { apply(rules) }
  }

  /// Nil for what says nothing: null, absent, blank text.
  static func trimmed(_ raw: JSON?) -> JSON? {
    guard let raw, !raw.isNull else { return .none }
    guard let text = raw.stringValue else { return raw }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return .none }
    return .string(String(scalars[first...last]))
  }

  private mutating func fillEmpty(_ rules: [Rule]) {
    for rule in rules {
      switch rule {
      case .required: faults.append(.missing(noun: rules.lazy.compactMap(\.noun).first))
      case .boolean: value = false
      case .otherwise(let standard): value = standard
      default: break
      }
    }
  }

  private mutating func apply(_ rules: [Rule]) {
    if !rules.contains(where: \.converts) {
      applyText()
      if value == nil, faults == [.controlCharacters] { fillEmpty(rules) }
    }
    for rule in rules {
      guard let current = value else { return }
      switch rule {
      case .required, .asDerived, .zeroIsEmpty, .omittedWhenEmpty, .omittedWithout, .found, .otherwise, .nested,
        .unlessFalse:
        break
      case .day(let zone): take(Day(current, in: zone).map { .string($0.text) }, else: .date)
      case .gln: applyGLN(current)
      case .gtin: applyGTIN(current)
      case .decimal: take(current.decimalValue.map(JSON.number), else: .number)
      case .aboveZero: keep(if: (current.decimalValue ?? 0) > 0, else: .notAboveZero)
      case .boolean: keep(if: current.boolValue != nil, else: .kind)
      case .currency: keep(if: Self.isCurrency(current), else: .currency)
      case .code(let list): keep(if: list.contains(current.stringValue ?? ""), else: .code(list.name))
      case .maxLength(let limit):
        keep(if: (current.stringValue ?? "").unicodeScalars.count <= limit, else: .tooLong(limit))
      case .partnerDay(let zone): take(PartnerMoment(current)?.day(in: zone).map(JSON.string), else: .date)
      case .partnerMoment(let zone): take(PartnerMoment(current)?.utc(in: zone).map(JSON.string), else: .date)
      case .notNegative: keep(if: (current.decimalValue ?? -1) >= 0, else: .negative)
      case .countable:
        keep(if: current.decimalValue.map { $0.isFinite && abs($0) < 1_000_000_000 } ?? false, else: .tooLarge)
      case .whole: take(current.decimalValue?.wholeNumber.map(JSON.int), else: .notWhole)
      case .cut(let limit): cut(current, limit)
      case .windows1252: applyCharacters(current)
      case .absolute: take(current.decimalValue.map { .number($0.magnitude) }, else: .number)
      }
    }
  }

  private mutating func take(_ result: JSON?, else fault: Fault) {
    value = result
    if result == nil { faults.append(fault) }
  }

  private mutating func keep(if holds: Bool, else fault: Fault) {
    if !holds { take(.none, else: fault) }
  }

  private mutating func cut(_ current: JSON, _ limit: Int) {
    let scalars = (current.stringValue ?? "").unicodeScalars
    guard scalars.count > limit else { return }
    value = Self.trimmed(.string(String(String.UnicodeScalarView(scalars.prefix(limit)))))
    faults.append(.cut(limit))
  }

  /// Composed forms are the same text to whoever reads it, so only characters that were replaced are told.
  private mutating func applyCharacters(_ current: JSON) {
    let text = (current.stringValue ?? "").precomposedStringWithCanonicalMapping
    let written = Windows1252.text(text)
    value = Self.trimmed(.string(written))
    if written != text { faults.append(.characters(written)) }
  }

  private mutating func applyGLN(_ current: JSON) {
    let gln = GLN(current.stringValue ?? "")
    take(gln.map { .string($0.digits) }, else: .gln)
    if let gln, !gln.hasValidCheckDigit { faults.append(.checkDigit("GLN")) }
  }

  private mutating func applyGTIN(_ current: JSON) {
    let gtin = GTIN(current.stringValue ?? "")
    take(gtin.map { .string($0.digits) }, else: .gtin)
    if let gtin, !gtin.hasValidCheckDigit { faults.append(.checkDigit("GTIN")) }
  }

  /// Control characters mean nothing to a partner and break many of the systems behind one, so they are taken out
  /// with a warning; line breaks and tabs stay, `\r\n` and `\r` become `\n`.
  private mutating func applyText() {
    guard let text = value?.stringValue else {
      // A number in a row for text is sent as text: the partner's schema says so, whatever Odoo keeps it in.
      return take(value?.decimalValue.map { .string($0.shortest) }, else: .kind)
    }
    guard text.unicodeScalars.contains(where: { Self.isControl($0) || $0 == "\r" }) else { return }
    let unified = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let kept = unified.unicodeScalars.filter { !Self.isControl($0) }
    if kept.count < unified.unicodeScalars.count { faults.append(.controlCharacters) }
    value = Self.trimmed(.string(String(String.UnicodeScalarView(kept))))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") || (0x7F...0x9F).contains(scalar.value)
  }

  private static func isCurrency(_ value: JSON) -> Bool {
    guard let text = value.stringValue else { return false }
    return text.utf8.count == 3 && text.utf8.allSatisfy { (65...90).contains($0) }
  }
}

extension Rule {
  /// What the value is called when it is missing; nil where the field's own label says it.
  fileprivate var noun: String? {
    switch self {
    case .gln: "GLN"
    case .gtin: "GTIN"
    case .found(let finder): finder.noun
    default: nil
    }
  }

  fileprivate var takesZeroAsEmpty: Bool {
    guard case .zeroIsEmpty = self else { return false }
    return true
  }

  /// Whether the rule looks at the value itself, so that it need not be taken as text.
  fileprivate var converts: Bool {
    switch self {
    case .required, .maxLength, .cut, .windows1252, .zeroIsEmpty, .omittedWhenEmpty, .omittedWithout, .found,
      .otherwise:
      false
    default: true
    }
  }
}
