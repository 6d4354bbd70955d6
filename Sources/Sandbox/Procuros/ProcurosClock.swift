import Foundation

/// Times as Procuros shows them: Europe/Berlin, to the second, with offset.
enum ProcurosClock {
  static func text(_ time: Date) -> String {
    let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
    return time.formatted(Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: zone))
  }
}
