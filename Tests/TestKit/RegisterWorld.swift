import Core
package import Engine
import Odoo
package import Storage
package import Testing

/// A `TestWorld` whose partner is the register: notes stand in Odoo, customers and products with them.
package struct RegisterWorld: Sendable {
  package static let note = "register.note.send"
  package static let customer = "register.customer.send"
  package static let product = "register.product.send"

  package let world: TestWorld
  package let register: FakeRegister

  /// A world whose worker works while `body` runs; note 42 stands in Odoo and needs nothing.
  package static func with(
    _ connector: RegisterConnector = RegisterConnector(),
    timing: Timing = Timing(),
    _ body: (RegisterWorld) async throws -> Void
  ) async throws {
    let world = try await RegisterWorld(connector, timing: timing)
    try await world.world.working { try await body(world) }
  }

  /// One whose worker does not work yet.
  package init(
    _ connector: RegisterConnector = RegisterConnector(),
    store: (any Store)? = nil,
    register: FakeRegister = FakeRegister(),
    timing: Timing = Timing()
  ) async throws {
    self.register = register
    world = try await TestWorld(store: store, http: register, connectors: [connector], timing: timing)
    try await world.connect("register", changes: [("settings.client_id", "cid-17")])
    put(note: 42)
  }

  // MARK: What stands in Odoo

  package func put(note id: Int, customer: Int? = nil, products: [Int] = []) {
    var note: JSON = ["id": .int(id), "display_name": .string("N\(id)"), "name": .string("N\(id)")]
    if let customer { note = note.replacing("partner", with: .int(customer)) }
    world.odoo.put(note.replacing("products", with: .array(products.map(JSON.int))))
  }

  package func put(customer id: Int, country: String? = "FI") {
    let name: JSON = .string("Customer \(id)")
    let document: JSON = ["id": .int(id), "display_name": name, "name": name]
    world.odoo.put(document.replacing("country", with: country.map(JSON.string)), "res.partner")
  }

  package func put(product id: Int) {
    let name: JSON = .string("Product \(id)")
    world.odoo.put(["id": .int(id), "display_name": name, "name": name], "product.product")
  }

  // MARK: What people do and see

  package func click(_ ids: Int..., deadline: Duration = .seconds(20)) async throws -> [Outcome] {
    try await world.run(world.request(Self.note, ids: ids.isEmpty ? [42] : ids, deadline: deadline))
  }

  package func entry(note id: Int = 42) async throws -> Entry? { try await world.entry(id, Self.note) }

  package func entry(customer id: Int) async throws -> Entry? { try await entry(Self.customer, "res.partner", id) }

  package func entry(product id: Int) async throws -> Entry? { try await entry(Self.product, "product.product", id) }

  private func entry(_ flow: String, _ model: String, _ record: Int) async throws -> Entry? {
    try await world.store.newest(
      EntrySubject(
        database: world.database,
        company: 1,
        connection: TestWorld.connection,
        flow: flow,
        model: model,
        record: record
      )
    )
  }

  /// Waits until the note is so.
  @discardableResult
  package func note(
    _ id: Int = 42,
    becomes what: String,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ holds: (Entry) -> Bool
  ) async throws -> Entry {
    try await world.entry(id, Self.note, becomes: what, sourceLocation: sourceLocation, holds)
  }
}
