import Core
import Testing

@testable import ProcountorConnector

@Suite("procountor: the URL of a connector")
struct AddressTests {
  @Test(
    "what a person may type becomes the base of the API",
    arguments: [
      ("https://api.procountor.com/api", "https://api.procountor.com/api"),
      ("https://api.procountor.com/api/", "https://api.procountor.com/api"),
      ("https://api.procountor.com", "https://api.procountor.com/api"),
      ("https://API.procountor.com/latest", "https://api.procountor.com/latest/api"),
      ("https://api.procountor.com/supported/api", "https://api.procountor.com/supported/api"),
      ("https://pts-api.procountor.com/v2604/api", "https://pts-api.procountor.com/v2604/api"),
      ("http://127.0.0.1:8123", "http://127.0.0.1:8123/api"),
    ]
  )
  func base(_ typed: String, _ base: String) throws {
    #expect(try ProcountorAddress(typed).base == base)
  }

  @Test(
    "what is no address of the API is refused with a sentence that names it",
    arguments: [
      ("http://api.procountor.com/api", "does not begin with https://"),
      ("http://localhost.evil.example/api", "does not begin with https://"),
      ("https://api-test.procountor.com/api", "switched off"),
      ("https://api.procountor.com/v26/api", "is not the base of the API"),
      ("https://api.procountor.com/api/invoices", "is not the base of the API"),
      ("procountor", "is no address"),
    ]
  )
  func refused(_ typed: String, _ why: String) throws {
    let failure = try #require(throws: Failure.self) { try ProcountorAddress(typed) }
    #expect(failure.code == "setting.url")
    #expect(failure.message.contains(typed))
    #expect(failure.message.contains(why))
  }

  @Test("a password in the address is not repeated")
  func password() throws {
    let failure = try #require(throws: Failure.self) { try ProcountorAddress("https://me:word@api.procountor.com/api") }
    #expect(!failure.message.contains("word@"))
    #expect(!failure.message.contains("me:"))
  }

  @Test("the test environment is known by its host")
  func test() throws {
    #expect(try ProcountorAddress(ProcountorAddress.test).isTest)
    #expect(try !ProcountorAddress(ProcountorAddress.production).isTest)
  }
}
