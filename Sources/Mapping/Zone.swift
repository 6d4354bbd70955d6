import Foundation

/// A time zone by its IANA name, looked up once: a lookup costs more than mapping the rest of a line.
package struct Zone: Sendable, ExpressibleByStringLiteral {
  package let name: String
  private let zone: TimeZone?

  package init(stringLiteral name: String) {
    self.name = name
    zone = TimeZone(identifier: name)
  }

  /// Seconds east of Greenwich at that second since 1970; nil when this machine does not know the zone.
  func secondsFromGMT(at second: Int) -> Int? {
    zone?.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
  }
}
