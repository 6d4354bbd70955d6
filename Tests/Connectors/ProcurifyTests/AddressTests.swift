import Core
import Testing

@testable import ProcurifyConnector

@Suite("The domain of a connection to Procurify")
struct AddressTests {
  @Test(
    "is its label, however somebody typed it",
    arguments: [
      "acme", "ACME", "acme/", "acme.procurify.com", "https://acme.procurify.com",
      "https://acme.procurify.com/#/orders", "http://acme.procurify.com/login?next=/",
    ]
  )
  func typed(_ text: String) throws {
    let address = try ProcurifyAddress(text)
    #expect(address.domain == "acme")
    #expect(address.base == "https://acme.procurify.com")
  }

  @Test(
    "is refused when it leads anywhere else",
    arguments: [
      "", "acme.example.com", "https://procurify.com.example.org", "acme.procurify.com.example.org",
      "a.b.procurify.com", "https://acme@evil.example", "acme:8080", "-acme", "acme-", "ac me", "äcme",
      "login", "https://api.procurify.com", "ftp://acme.procurify.com", "acme.procurify.com/path",
      String(repeating: "a", count: 64),
    ]
  )
  func elsewhere(_ text: String) {
    let failure = #expect(throws: Failure.self) { try ProcurifyAddress(text) }
    #expect(failure?.code == "setting.url")
    #expect(failure?.kind == .configuration)
  }

  @Test("may be read from another server in a test, without encryption on this machine only")
  func override() throws {
    #expect(try ProcurifyAddress("acme", override: "http://127.0.0.1:8099/").base == "http://127.0.0.1:8099")
    #expect(try ProcurifyAddress("acme", override: "https://stand-in.example").base == "https://stand-in.example")
    for wrong in ["http://stand-in.example", "stand-in.example", "https://x/api", "https://a@b", "file:///etc/passwd"] {
      #expect(throws: Failure.self) { try ProcurifyAddress("acme", override: wrong) }
    }
  }
}
