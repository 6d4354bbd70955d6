/// The id under which a request appears in Odoo's log, in ours and on screen: 12 hexadecimal digits.
package enum Correlation {
  package static func new() -> String {
    let digits = String(UInt64.random(in: 0..<(1 << 48)), radix: 16)
    return String(repeating: "0", count: 12 - digits.count) + digits
  }
}
