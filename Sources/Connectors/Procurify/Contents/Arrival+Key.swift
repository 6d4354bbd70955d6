import Engine

extension Arrival {
  /// Procurify's id of a document of this kind: `901` of `bill-901`; nil where it is none, or nothing for an address.
  func key(_ kind: Kind) -> String? {
    guard let about, about.hasPrefix(kind.rawValue + "-") else { return nil }
    let key = about.dropFirst(kind.rawValue.count + 1)
    let isPlain = key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return isPlain && !key.isEmpty ? String(key) : nil
  }
}
