/// One thing that was looked at in an Odoo over HTTP, said so that an administrator can mend it.
package struct OdooCheck: Sendable, Equatable {
  package enum Step: String, Sendable {
    case address, version, signIn = "sign_in", company, key, clock, access
  }

  package var step: Step
  package var ok: Bool
  /// Stable, for example `odoo.key_expires`; `ok` where nothing is wrong.
  package var code: String
  package var message: String
  /// True for what works still.
  package var isWarning: Bool

  package init(_ step: Step, _ message: String, code: String = "ok", ok: Bool = true, isWarning: Bool = false) {
    self.step = step
    self.ok = ok
    self.code = code
    self.message = message
    self.isWarning = isWarning
  }
}
