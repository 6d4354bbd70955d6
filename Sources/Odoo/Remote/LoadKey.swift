import Core

/// The external id of a record that was created under a key.
enum LoadKey {
  private static let module = "__sidecar__"
  private static let length = 200

  /// `procurify.order.310` → `__sidecar__.procurify.order.310`.
  ///
  /// Odoo allows no space in it; anything unusual becomes `~` and its bytes, so that two keys never meet. A long key
  /// becomes its hash.
  static func externalID(_ key: String) -> String {
    let name = key.utf8.map { byte in
      isUsual(byte) ? String(UnicodeScalar(byte)) : "~" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    .joined()
    return "\(module).\(name.utf8.count > length ? sha256(Array(key.utf8)) : name)"
  }

  /// Keys for records that have none: the same values in the same scope are the same record.
  static func derived(scope: String, model: String, _ values: [JSON]) -> [String] {
    var seen: [String: Int] = [:]
    return values.map { row in
      let hash = String(sha256(row.bytes).prefix(32))
      let ordinal = seen[hash, default: 0]
      seen[hash] = ordinal + 1
      return "\(scope).\(model).\(hash)" + (ordinal == 0 ? "" : ".\(ordinal + 1)")
    }
  }

  private static func isUsual(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
    default: false
    }
  }
}
