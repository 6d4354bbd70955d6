import Core

/// The series of an Odoo, for example 18.0; what it is told by `version_info`.
package struct OdooVersion: Sendable, Equatable {
  /// The oldest that is spoken to.
  private static let oldest = 14

  package let major: Int
  package let minor: Int
  /// As Odoo spells it, for example `19.0` or `18.0+e`; the `e` is the Enterprise edition.
  package let text: String

  package var series: String { "\(major).\(minor)" }

  /// Reads `[18, 0, 0, "final", 0, ""]`; Odoo Online spells the first one `saas~18`.
  init?(info: JSON?, text: String?) {
    guard let info, let first = info[0] else { return nil }
    guard let major = first.intValue ?? first.stringValue.flatMap({ Int($0.drop { !$0.isNumber }) }) else { return nil }
    self.major = major
    minor = info[1]?.intValue ?? 0
    self.text = text ?? "\(major).\(minor)"
  }

  /// The dialects that this Odoo has, best first.
  package var dialects: [DialectName] {
    major >= 19 ? [.json2, .jsonrpc, .xmlrpc] : [.jsonrpc, .xmlrpc]
  }

  /// - Throws: `.configuration` `odoo.too_old`.
  func check() throws(Failure) {
    guard major < Self.oldest else { return }
    throw Failure(
      .configuration,
      "odoo.too_old",
      "This is Odoo \(text); without the addon the sidecar works with \(Self.oldest).0 and later.",
      hint: "Upgrade Odoo."
    )
  }
}
