import Core
import Engine
import HTTP
import Testing

@testable import ProcurifyConnector

@Suite("the connection test of Procurify")
struct TrialTests {
  @Test("says the name, the secure line, as whom it reads, what it may read, and a bill that it read")
  func well() async throws {
    let world = StreamWorld()
    world.tenant.put("/api/v3/ap/bills/", [world.put(bill: 901)])
    let steps = await world.connector.test(try world.client())
    let names = steps.map(\.step.rawValue)
    #expect(names == ["name", "tls", "sign_in"] + Array(repeating: "rights", count: 6) + ["sample"])
    #expect(steps.map(\.ok) == Array(repeating: true, count: 10))
    #expect(steps[2].message == "Procurify accepts the application as bot@acme.test.")
    #expect(steps.last?.message == "The bill NW-901 was read.")
  }

  @Test("names each kind of document that may not be read, and goes on with the others")
  func forbidden() async throws {
    let world = StreamWorld()
    let refusal = HTTPResponse.json(["detail": "You do not have permission to perform this action."], 403)
    world.tenant.next("/api/v3/vendors/all/", .success(refusal))
    world.tenant.next("/api/v3/ap/bills/", .success(refusal))
    let steps = await world.connector.test(try world.client())
    let failed = steps.filter { !$0.ok }
    #expect(failed.map(\.code) == ["procurify.forbidden", "procurify.forbidden"])
    #expect(failed.first?.message.hasPrefix("Vendors: ") == true)
    #expect(failed.last?.message.contains("/api/v3/ap/bills/") == true)
    #expect(steps.count == 9)
  }

  @Test("ends with the first step that fails")
  func wrongDomain() async throws {
    let world = StreamWorld()
    world.tenant.next("/api/v3/users/me/", .success(.page("<html>Sign in</html>")))
    let steps = await world.connector.test(try world.client())
    #expect(steps.map(\.code) == ["procurify.no_api"])
    #expect(steps.map(\.step) == [.name])
  }
}
