/// A Finnish EDI code (OVT-tunnus), usually also the e-invoice address: `0037`, the business ID's eight digits and at most
/// five further characters, for example `003712345671`.
package struct OVT: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  /// - Parameter text: with or without spaces; nil without a valid business ID in it.
  package init?(_ text: String) {
    let compact = Digits.compact(text).uppercased()
    let further = compact.utf8.dropFirst(12)
    guard compact.hasPrefix("0037"), (12...17).contains(compact.utf8.count),
      BusinessID(String(compact.dropFirst(4).prefix(8))) != nil,
      further.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) })
    else { return nil }
    self.text = compact
  }

  package init(_ id: BusinessID) { text = "0037" + id.digits }

  package var description: String { text }
}
