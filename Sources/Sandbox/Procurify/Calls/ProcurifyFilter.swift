import Core
import Foundation

/// What one parameter of a list lets through.
struct ProcurifyFilter: Sendable {
  typealias Test = (ProcurifyTenant, ProcurifyRecord) -> Bool

  /// Reads the parameter's value; nil when it is none.
  let read: @Sendable (String, ProcurifyTenant) -> Test?
  /// What is said of a value that cannot be read.
  let complaint: String

  init(_ complaint: String, _ read: @escaping @Sendable (String, ProcurifyTenant) -> Test?) {
    self.complaint = complaint
    self.read = read
  }

  static func number(_ key: @escaping @Sendable (ProcurifyTenant, ProcurifyRecord) -> Int?) -> ProcurifyFilter {
    ProcurifyFilter("Enter a number.") { text, _ in Int(text).map { wanted in { key($0, $1) == wanted } } }
  }

  static func number(_ name: String) -> ProcurifyFilter { .number { _, record in record.int(name) } }

  /// A number with commas, or several.
  static func numbers(_ key: @escaping @Sendable (ProcurifyTenant, ProcurifyRecord) -> Int?) -> ProcurifyFilter {
    ProcurifyFilter("Enter numbers separated by commas.") { text, _ in
      let parts = text.split(separator: ",").map { Int($0.trimmingCharacters(in: .whitespaces)) }
      guard !parts.isEmpty, !parts.contains(nil) else { return nil }
      return { tenant, record in parts.contains(key(tenant, record)) }
    }
  }

  /// One of the numbers that an enumeration has.
  static func choice(
    _ choices: ClosedRange<Int>,
    _ key: @escaping @Sendable (ProcurifyTenant, ProcurifyRecord) -> Int?
  ) -> ProcurifyFilter {
    ProcurifyFilter("Select a valid choice.") { text, _ in
      guard let wanted = Int(text), choices.contains(wanted) else { return nil }
      return { key($0, $1) == wanted }
    }
  }

  static func choice(_ choices: ClosedRange<Int>, _ name: String) -> ProcurifyFilter {
    .choice(choices) { _, record in record.int(name) }
  }

  static func amount(_ key: @escaping @Sendable (ProcurifyTenant, ProcurifyRecord) -> Decimal?) -> ProcurifyFilter {
    ProcurifyFilter("Enter a number.") { text, _ in Decimal(exactly: text).map { wanted in { key($0, $1) == wanted } } }
  }

  static func amount(_ name: String) -> ProcurifyFilter { .amount { _, record in record[name]?.decimalValue } }

  /// The whole text, capital letters or not.
  static func text(_ key: @escaping @Sendable (ProcurifyTenant, ProcurifyRecord) -> String?) -> ProcurifyFilter {
    ProcurifyFilter("Enter a text.") { text, _ in
      let wanted = text.lowercased()
      return { key($0, $1)?.lowercased() == wanted }
    }
  }

  static func text(_ name: String) -> ProcurifyFilter { .text { _, record in record.text(name) } }

  /// A part of any of these texts.
  static func search(_ keys: @escaping @Sendable (ProcurifyTenant, ProcurifyRecord) -> [String?]) -> ProcurifyFilter {
    ProcurifyFilter("Enter a text.") { text, _ in
      let wanted = text.lowercased()
      return { tenant, record in keys(tenant, record).contains { $0?.lowercased().contains(wanted) == true } }
    }
  }

  static func search(_ names: String...) -> ProcurifyFilter {
    .search { _, record in names.map { record.text($0) } }
  }

  static func flag(_ key: @escaping @Sendable (ProcurifyTenant, ProcurifyRecord) -> Bool) -> ProcurifyFilter {
    ProcurifyFilter("Enter true or false.") { text, _ in
      let words = ["true": true, "1": true, "false": false, "0": false]
      return words[text.lowercased()].map { wanted in { key($0, $1) == wanted } }
    }
  }

  static func flag(_ name: String, _ usual: Bool) -> ProcurifyFilter { .flag { _, record in record.flag(name, usual) } }

  /// A parameter that the contract names but that would not change anything here.
  static let unused = ProcurifyFilter("") { _, _ in { _, _ in true } }

  /// Days from and to, both included, in the tenant's time zone.
  static func days(
    _ name: String,
    _ key: @escaping @Sendable (ProcurifyTenant, ProcurifyRecord) -> String?
  ) -> [String: ProcurifyFilter] {
    let from = ProcurifyFilter("Enter a valid date.") { text, tenant in
      ProcurifyClock.start(text, in: tenant.settings.zone).map { start in { key($0, $1).map { $0 >= start } ?? false } }
    }
    let to = ProcurifyFilter("Enter a valid date.") { text, tenant in
      ProcurifyClock.start(text, in: tenant.settings.zone, plus: 1).map { end in
        { key($0, $1).map { $0 < end } ?? false }
      }
    }
    return ["\(name)_0": from, "\(name)_1": to]
  }

  /// Moments from and to, both included, to the second.
  static func moments(
    _ from: String,
    _ to: String,
    _ key: @escaping @Sendable (ProcurifyTenant, ProcurifyRecord) -> String?
  ) -> [String: ProcurifyFilter] {
    [
      from: ProcurifyFilter("Enter a valid date/time.") { text, _ in
        ProcurifyClock.normal(text).map { start in { key($0, $1).map { $0 >= start } ?? false } }
      },
      to: ProcurifyFilter("Enter a valid date/time.") { text, _ in
        ProcurifyClock.normal(text).map { end in { key($0, $1).map { $0 <= end } ?? false } }
      },
    ]
  }
}

extension [String: ProcurifyFilter] {
  func and(_ more: [String: ProcurifyFilter]) -> Self { merging(more) { $1 } }

  /// These parameters are known and change nothing.
  func ignoring(_ names: String...) -> Self {
    and(Dictionary(uniqueKeysWithValues: names.map { ($0, ProcurifyFilter.unused) }))
  }
}
