package import Core

/// What a value must be like and how it is written for the partner.
///
/// Rules apply in the order they stand. Text is trimmed before any rule; what is empty then is left out, unless a rule
/// says otherwise. A value without a rule for its kind is text.
package enum Rule: Sendable {
  /// Empty is an error that names the record and field to fill in.
  case required
  /// A day `YYYY-MM-DD`: a time of Odoo (UTC) is taken to this time zone first, a date stays as it is.
  case day(Zone)
  /// 13 digits; a wrong check digit is a warning.
  case gln
  /// 8, 12, 13 or 14 digits; a wrong check digit is a warning.
  case gtin
  /// A JSON number, exactly the decimal Odoo's side gave.
  case decimal
  /// A number above zero.
  case aboveZero
  /// True or false; empty is false.
  case boolean
  /// Zero is empty, as Odoo has it where a number was never entered.
  case zeroIsEmpty
  /// Three capital letters (ISO 4217).
  case currency
  /// One of the partner's codes.
  case code(CodeList)
  /// At most so many characters (Unicode scalars); longer is an error, nothing is cut silently.
  case maxLength(Int)
  /// At most so many characters (Unicode scalars); the rest is cut off with a warning.
  case cut(Int)
  /// Only characters of Windows-1252: others are written with these, with a warning.
  case windows1252
  /// Objects and arrays that a `Derivation` made for the partner; passed on as they are.
  case asDerived
  /// For lines: left out while there are none; otherwise an empty array is sent.
  case omittedWhenEmpty
  /// For a group: left out as a whole while this field of it is empty.
  case omittedWithout(String)
  /// Incoming: a day in any form of `PartnerMoment`, taken to this time zone; becomes `YYYY-MM-DD`.
  case partnerDay(Zone)
  /// Incoming: a moment in any form of `PartnerMoment`; becomes a UTC time. A day alone is its first second.
  case partnerMoment(Zone)
  /// Incoming: names exactly one record of Odoo, whose id becomes the value.
  case found(Finder)
  /// What an empty value stands for.
  case otherwise(JSON)
  /// A number that is zero or above.
  case notNegative
  /// A whole number.
  case whole
  /// The number without its sign.
  case absolute
  /// Incoming, for lines: what stands in this member of a line (or of what holds the lines) is lines as well.
  case nested(String)
  /// Incoming, for lines: left out where this member of it is false.
  case unlessFalse(String)
  /// A number that Odoo can keep and add up: below a billion, whichever its sign.
  case countable
}

extension Rule: CustomStringConvertible {
  /// As it stands in the printed table.
  package var description: String {
    switch self {
    case .required: "required"
    case .day(let zone): "day in \(zone.name)"
    case .gln: "GLN"
    case .gtin: "GTIN"
    case .decimal: "number"
    case .aboveZero: "above zero"
    case .boolean: "true or false, empty is false"
    case .zeroIsEmpty: "zero is empty"
    case .currency: "ISO 4217"
    case .code(let list): "\(list.name), one of \(list.codes.count)"
    case .maxLength(let limit): "at most \(limit) characters"
    case .cut(let limit): "cut to \(limit) characters"
    case .windows1252: "Windows-1252"
    case .asDerived: "as worked out"
    case .omittedWhenEmpty: "left out while there are none"
    case .omittedWithout(let field): "left out without `\(field)`"
    case .partnerDay(let zone): "day in \(zone.name), any form of D-05"
    case .partnerMoment(let zone): "moment, any form of D-05; without offset in \(zone.name)"
    case .found(let finder): "exactly one \(finder.what) by `\(finder.field)`"
    case .otherwise(let value): "empty is \(value.text)"
    case .notNegative: "not below zero"
    case .whole: "whole number"
    case .absolute: "without its sign"
    case .nested(let member): "also those in `\(member)`"
    case .unlessFalse(let member): "without those whose `\(member)` is false"
    case .countable: "below a billion"
    }
  }
}
