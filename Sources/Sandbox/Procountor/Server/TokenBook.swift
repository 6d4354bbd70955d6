import Foundation

/// The tokens that were given, and for how long they are good.
struct TokenBook: Sendable {
  private struct Entry: Sendable {
    let company: String
    let key: String
    let until: Date
    /// How many calls still come before an `expired-token` may hit it.
    var sparedCalls: Int
  }

  private var entries: [String: Entry] = [:]
  private var expiredByDice = 0
  private(set) var given = 0

  /// Makes a token that looks as Procountor's do: three parts with dots, nothing in them for a client.
  mutating func give(_ company: String, key: String, until: Date) -> String {
    given += 1
    let parts = (0..<3).map { _ in UUID().uuidString.lowercased().replacing("-", with: "") }
    let token = parts.joined(separator: ".")
    entries[token] = Entry(company: company, key: key, until: until, sparedCalls: expiredByDice > 0 ? 10 : 0)
    expiredByDice = max(0, expiredByDice - 1)
    return token
  }

  /// Whose token it is; nil when it is unknown, has run out, or its key was revoked.
  mutating func company(_ token: String, at now: Date, keys: [String: String]) -> String? {
    guard let entry = entries[token] else { return nil }
    guard now < entry.until, keys[entry.key] == entry.company else {
      entries[token] = nil
      return nil
    }
    return entry.company
  }

  mutating func isFresh(_ token: String) -> Bool {
    guard let left = entries[token]?.sparedCalls, left > 0 else { return false }
    entries[token]?.sparedCalls = left - 1
    return true
  }

  mutating func expire(_ token: String) {
    if entries.removeValue(forKey: token) != nil { expiredByDice += 1 }
  }
}
