import Core
import TestKit
import Testing

/// The promises of a gateway on a real Odoo; the steps `gateway-…` of `contrib/test` bring one.
@Suite(
  "What every road to Odoo promises",
  .enabled(if: GatewayWorld.there != nil, "NO ODOO: `contrib/test --only gateway` checks every road on a real one"),
  .serialized,
  .timeLimit(.minutes(5))
)
struct GatewayContractTests {
  @Test("a promise is kept", arguments: GatewayWorld.there?.roads ?? [], GatewayContract.all)
  func promise(_ road: GatewayRoad, _ promise: GatewayContract) async throws {
    try await promise.check(try await Stages.of(road))
  }

  @Test("the same records are the same documents on every road, byte by byte")
  func sameDocuments() async throws {
    let world = try #require(GatewayWorld.there)
    let expected = try await Stages.of(.addon).texts()
    for road in world.roads where road.isRemote {
      for readsByLevel in [false, true] {
        let texts = try await Stages.of(road).texts(.with { $0.readsByLevel = readsByLevel })
        for (subject, text) in expected {
          #expect(texts[subject] == text, "\(subject) over \(road), level by level: \(readsByLevel)")
        }
      }
    }
  }

  @Test("the same values become the same records on every road")
  func sameRecords() async throws {
    let world = try #require(GatewayWorld.there)
    let expected = try await Stages.of(.addon).made()
    for road in world.roads where road.isRemote {
      let texts = try await Stages.of(road).made()
      for (subject, text) in expected { #expect(texts[subject] == text, "\(subject) over \(road)") }
    }
  }
}

/// One stage a road for all tests, with what it has learned of Odoo.
private actor Stages {
  private static let shared = Stages()
  private var stages: [GatewayRoad: any GatewayStage] = [:]

  static func of(_ road: GatewayRoad) async throws -> any GatewayStage { try await shared.stage(road) }

  private func stage(_ road: GatewayRoad) async throws -> any GatewayStage {
    if let stage = stages[road] { return stage }
    let world = try #require(GatewayWorld.there)
    let stage: any GatewayStage = road.isRemote ? try await RemoteRoad(world, road) : AddonRoad(world)
    stages[road] = stage
    return stage
  }
}
