import Core

/// What is wrong with one value, before it is known on which record it stands.
enum Fault: Equatable {
  case missing(noun: String?)
  case gln, gtin, number, notAboveZero, negative, notWhole, tooLarge, date, currency, kind
  case checkDigit(String)
  case code(String)
  case tooLong(Int)
  case cut(Int)
  case controlCharacters
  case characters(String)

  var severity: Issue.Severity {
    switch self {
    case .checkDigit, .controlCharacters, .characters, .cut: .warning
    default: .error
    }
  }

  /// Listed in `protocol/errors.md`.
  var code: String {
    switch self {
    case .missing: "mapping.required"
    case .gln: "mapping.gln"
    case .gtin: "mapping.gtin"
    case .number: "mapping.number"
    case .notAboveZero: "mapping.above_zero"
    case .negative: "mapping.negative"
    case .notWhole: "mapping.whole"
    case .tooLarge: "mapping.too_large"
    case .date: "mapping.date"
    case .currency: "mapping.currency"
    case .kind: "mapping.kind"
    case .checkDigit: "mapping.check_digit"
    case .code: "mapping.code"
    case .tooLong: "mapping.too_long"
    case .cut: "mapping.cut"
    case .controlCharacters: "mapping.control_characters"
    case .characters: "mapping.characters"
    }
  }

  /// What the value should have been, for the sentences and their translation.
  func noun(label: String) -> String {
    switch self {
    case .missing(let noun): noun ?? label
    case .gln: "GLN"
    case .gtin: "GTIN"
    case .checkDigit(let noun), .code(let noun): noun
    default: label
    }
  }

  /// One sentence: what is wrong.
  func message(subject: String, label: String, value: String) -> String {
    switch self {
    case .missing: "\(subject) has no \(noun(label: label))."
    case .gln: "\(value) in \(label) of \(subject) is not a GLN: a GLN has 13 digits."
    case .gtin: "\(value) in \(label) of \(subject) is not a GTIN: a GTIN has 8, 12, 13 or 14 digits."
    case .number: "\(value) in \(label) of \(subject) is not a number."
    case .notAboveZero: "\(label) of \(subject) is \(value); it must be above zero."
    case .negative: "\(label) of \(subject) is \(value); it must not be below zero."
    case .tooLarge: "\(label) of \(subject) is \(value); nobody counts that far."
    case .notWhole: "\(value) in \(label) of \(subject) is not a whole number."
    case .date: "\(value) in \(label) of \(subject) is not a date."
    case .currency: "\(value) in \(label) of \(subject) is not a currency code of three letters."
    case .kind: "\(label) of \(subject) holds a value that cannot be sent."
    case .checkDigit(let noun): "The check digit of \(noun) \(value) of \(subject) is wrong."
    case .code(let list): "\(value) in \(label) of \(subject) is not a \(list)."
    case .tooLong(let limit): "\(label) of \(subject) is longer than \(limit) characters."
    case .cut(let limit): "\(label) of \(subject) is longer than \(limit) characters; the rest is not sent."
    case .controlCharacters: "Control characters in \(label) of \(subject) are left out."
    case .characters(let written):
      "\(label) of \(subject) has characters that cannot be sent; it is sent as “\(written.prefix(80))”."
    }
  }

  /// One sentence: what to do.
  func repair(subject: String, label: String) -> String {
    let noun = noun(label: label)
    return switch self {
    case .missing where noun == label: "Fill in \(label) of \(subject)."
    case .missing: "Enter the \(noun) in \(label) of \(subject)."
    case .gln, .gtin: "Correct the \(noun) in \(label) of \(subject)."
    case .checkDigit: "Check the \(noun) in \(label) of \(subject) for a mistyped digit."
    case .notAboveZero: "Correct \(label) of \(subject), or remove it."
    case .code: "Choose another \(label) of \(subject)."
    case .tooLong, .cut: "Shorten \(label) of \(subject)."
    case .characters: "Write \(label) of \(subject) in Latin letters if it shall read otherwise."
    case .controlCharacters: "Remove the invisible characters from \(label) of \(subject)."
    case .number, .negative, .notWhole, .tooLarge, .date, .currency, .kind: "Correct \(label) of \(subject)."
    }
  }
}
