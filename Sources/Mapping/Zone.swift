package import Core
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

extension Zone {
  /// Seconds east of Greenwich at that second on the zone's own clock; of an hour that comes twice the first counts.
  func secondsFromGMT(local second: Int) -> Int? {
    guard let guess = secondsFromGMT(at: second), let before = secondsFromGMT(at: second - guess - 3600) else {
      return nil
    }
    // Where the clock changes near by, the offset from before the change counts if it leads back to this very second.
    if secondsFromGMT(at: second - before) == before { return before }
    return secondsFromGMT(at: second - guess)
  }
}

extension Zone {
  /// The day that a moment of Odoo (UTC) is in this zone, `YYYY-MM-DD`; nil for what is no moment.
  package func day(of moment: JSON) -> String? { Day(moment, in: self)?.text }
}
