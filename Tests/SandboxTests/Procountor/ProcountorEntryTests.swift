import Core
import Testing

@testable import Sandbox

@Suite("procountor companies of the command line")
struct ProcountorEntryTests {
  @Test("a company is named with its key and, if wanted, its business ID")
  func reads() throws {
    let plain = try ProcountorEntry(parsing: "tytär:k3y")
    #expect(plain.name == "tytär")
    #expect(plain.businessID == nil)
    let full = try ProcountorEntry(parsing: "main:k3y:2617416-4")
    #expect(full.settings == ["business_id": "2617416-4"])
  }

  @Test(
    "what is not understood is said without the key",
    arguments: ["", "main", ":k3y", "main:", "main:k 3y", "main:k3y:2617416-5", "a:b:c:d"]
  )
  func refuses(_ text: String) throws {
    let failure = #expect(throws: Failure.self) { try ProcountorEntry(parsing: text) }
    #expect(failure?.code == "sandbox.company")
    #expect(failure?.message.contains("k3y") == false)
  }

  @Test("two companies have two names and two keys")
  func twice() throws {
    let one = try ProcountorEntry(parsing: "a:k1")
    for other in ["a:k2", "b:k1"] {
      let both = [one, try ProcountorEntry(parsing: other)]
      #expect(throws: Failure.self) { try ProcountorGate.Settings(clientID: "c", clientSecret: "s", both) }
    }
  }
}
