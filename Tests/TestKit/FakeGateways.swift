package import Core
import Engine
package import Odoo
import Synchronization

/// The way to one Odoo in memory, which may be away.
package final class FakeGateways: RemoteGateways {
  private let odoo: any OdooGateway
  private let away = Mutex<Failure?>(nil)
  private let asked = Counter()

  package init(_ odoo: any OdooGateway) { self.odoo = odoo }

  /// From now on nobody gets through; nil ends that.
  package func fail(_ failure: Failure?) { away.withLock { $0 = failure } }

  package static let unreachable = Failure(.transport, "odoo.unreachable", "Nobody answers at https://odoo.example.")
  package static let refused = Failure(.configuration, "odoo.key_refused", "Odoo does not take the API key.")

  /// How often somebody wanted to get through.
  package var count: Int { asked.count }

  package func gateway(database: Int64, company: Int, language: String?, scope: String) async throws(Failure)
    -> any OdooGateway
  {
    asked.add()
    if let failure = away.withLock({ $0 }) { throw failure }
    return odoo
  }
}
