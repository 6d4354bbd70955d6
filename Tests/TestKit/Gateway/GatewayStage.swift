import Core
package import Odoo
import Testing

/// One road to that Odoo, on which the promises are played.
package protocol GatewayStage: Sendable {
  var world: GatewayWorld { get }
  var road: GatewayRoad { get }

  /// Opens the road for one click or one batch, and keeps or undoes what it wrote where the road can.
  func play<Result: Sendable>(_ scene: GatewayScene, _ body: @Sendable (any OdooGateway) async throws -> Result)
    async throws -> Result
}

/// Who asks, where and in which language.
package struct GatewayScene: Sendable {
  package var login = "gateway"
  /// Which of the world's companies.
  package var company = 0
  package var language: String?
  /// On the addon's road, whether the transaction is committed.
  package var keeps = false
  package var scope = "test"
  /// Over HTTP, whether the Odoo is taken for one that cannot read trees.
  package var readsByLevel = false

  package init() {}

  package static func with(_ change: (inout GatewayScene) -> Void) -> GatewayScene {
    var scene = GatewayScene()
    change(&scene)
    return scene
  }
}

extension GatewayStage {
  package func play<Result: Sendable>(_ body: @Sendable (any OdooGateway) async throws -> Result) async throws
    -> Result
  {
    try await play(GatewayScene(), body)
  }
}

/// What every `OdooGateway` promises, one sentence each; all of it is checked on every road to a real Odoo.
package struct GatewayContract: Sendable, CustomTestStringConvertible {
  package let sentence: String
  package let check: @Sendable (any GatewayStage) async throws -> Void

  init(_ sentence: String, _ check: @escaping @Sendable (any GatewayStage) async throws -> Void) {
    self.sentence = sentence
    self.check = check
  }

  package var testDescription: String { sentence }

  package static let all = reading + searching + creating + writing + rights + links
}
