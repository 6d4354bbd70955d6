import Core
import Engine
import HTTP
import Odoo
import TestKit

/// Over HTTP, in one of the three dialects, with links in a store of our own.
struct RemoteRoad: GatewayStage {
  let world: GatewayWorld
  let road: GatewayRoad
  private let links: StoredLinks
  private let users: [String: User]

  /// The first user's way in, with nothing learned yet.
  static func dialect(_ world: GatewayWorld, _ road: GatewayRoad) -> any OdooDialect {
    let user = world.user("gateway")
    let account = OdooAccount(url: world.url, database: world.database, login: user.login, key: user.key)
    return dialect(road, account, HTTPClient(HTTPClient.Configuration(userAgent: "odoo-sidecar/tests")))
  }

  /// What is kept of one user from scene to scene.
  private struct User {
    let dialect: any OdooDialect
    let catalogue = FieldCatalogue()
    let levels = FieldCatalogue()
  }

  init(_ world: GatewayWorld, _ road: GatewayRoad) async throws {
    self.world = world
    self.road = road
    let here = try await TestWorld()
    links = StoredLinks(here.environment, database: here.database)
    let http = HTTPClient(HTTPClient.Configuration(userAgent: "odoo-sidecar/tests"))
    users = Dictionary(
      uniqueKeysWithValues: ["gateway", "clerk"].map { login in
        let user = world.user(login)
        let account = OdooAccount(url: world.url, database: world.database, login: login, key: user.key)
        return (login, User(dialect: Self.dialect(road, account, http)))
      }
    )
  }

  private static func dialect(_ road: GatewayRoad, _ account: OdooAccount, _ http: HTTPClient) -> any OdooDialect {
    switch road {
    case .json2: JSON2Dialect(account, http: http)
    case .xmlrpc: XMLRPCDialect(account, http: http)
    case .addon, .jsonrpc: JSONRPCDialect(account, http: http)
    }
  }

  func play<Result: Sendable>(_ scene: GatewayScene, _ body: @Sendable (any OdooGateway) async throws -> Result)
    async throws -> Result
  {
    guard let user = users[scene.login] else { throw Failure(.internal, "test", "There is no user \(scene.login).") }
    user.levels.readByLevel()
    return try await body(
      RemoteOdoo(
        user.dialect,
        company: world.company(scene),
        language: scene.language,
        catalogue: scene.readsByLevel ? user.levels : user.catalogue,
        links: links,
        scope: scene.scope
      )
    )
  }
}

extension GatewayWorld {
  /// The company's id; one beyond the world's is somebody else's.
  func company(_ scene: GatewayScene) -> Int {
    companies.indices.contains(scene.company) ? companies[scene.company] : 99_999
  }
}
