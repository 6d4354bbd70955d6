import Core
import Foundation

/// Days and moments as Procurify writes them.
///
/// Source: reference section 5: ISO 8601 with or without fraction and offset; without offset it is UTC.
enum Moment {
  /// `2026-03-03T14:20:11Z`, `…11.123456+02:00`, `2026-03-03 14:20:11`, `2026-03-03`; nil for anything else.
  static func of(_ value: JSON?) -> Timestamp? {
    guard let text = value?.stringValue, let utc = utc(text) else { return nil }
    return Timestamp(text: utc)
  }

  /// `2026-03-03T14:20:11Z` with the seconds cut off, not rounded.
  static func seconds(_ moment: Timestamp) -> String { moment.text.prefix(19) + "Z" }

  /// `2026-03-03`, in UTC.
  static func day(_ moment: Timestamp) -> String { String(moment.text.prefix(10)) }

  /// `Tue, 03 Mar 2026 14:20:11 GMT` (RFC 9110, section 5.6.7).
  static func http(_ text: String) -> Timestamp? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    let day = parts[1].count == 1 ? "0\(parts[1])" : "\(parts[1])"
    return Timestamp(text: "\(parts[3])-\(number)-\(day)T\(parts[4])Z")
  }

  private static func utc(_ text: String) -> String? {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard text.utf8.count > 10 else { return text.utf8.count == 10 ? text + "T00:00:00Z" : nil }
    let day = text.prefix(10)
    var time = text.dropFirst(11)[...]
    var offset = "Z"
    if let place = time.firstIndex(where: { "Zz+-".contains($0) }) {
      offset = time[place...].uppercased()
      time = time[..<place]
    }
    if offset.count == 5, !offset.contains(":") { offset.insert(":", at: offset.index(offset.startIndex, offsetBy: 3)) }
    if time.count == 5 { time += ":00" }
    // Milliseconds are enough, and all that can be kept.
    let parts = time.split(separator: ".", maxSplits: 1)
    guard let whole = parts.first, whole.count == 8, isTime(whole) else { return nil }
    let fraction = parts.count == 2 ? "." + (parts[1] + "000").prefix(3) : ""
    return "\(day)T\(whole)\(fraction)\(offset)"
  }

  /// `23:59:59` at most: Foundation takes more for a time of the next day.
  private static func isTime(_ text: Substring) -> Bool {
    let parts = text.split(separator: ":").map { Int($0) ?? 99 }
    return parts.count == 3 && parts[0] < 24 && parts[1] < 60 && parts[2] < 60
  }
}
