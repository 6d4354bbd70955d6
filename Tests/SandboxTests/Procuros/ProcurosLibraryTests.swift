import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procuros library of incoming documents")
struct ProcurosLibraryTests {
  private static let names: [String] = (try? LibraryDocument.all().map(\.name)) ?? []

  @Test("holds every file of the folder, under its name")
  func files() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Sandbox/Procuros/Library")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(files == Self.names.map { "\($0).json" }.sorted())
    #expect(files.count >= 12)
  }

  @Test("each document keeps the contract and leaves no placeholder open", arguments: names)
  func contract(_ name: String) throws {
    let document = try #require(try LibraryDocument.all().first { $0.name == name })
    let filled = try document.filled(JSONObject())
    #expect(ProcurosContract.check(filled).fields == [])
    #expect(!filled.text.contains("\"{"))
    #expect(name.hasPrefix((filled["type"]?.stringValue ?? "").lowercased().replacing("_", with: "-")))
  }

  @Test("is listed with one sentence and the values that can be given")
  func lists() async throws {
    try await withProcuros { _, client in
      let list = try await client.get("/_sandbox/library").json.arrayValue ?? []
      let order = try #require(list.first { $0["name"] == "order-response-change" })
      #expect(order["type"] == "ORDER_RESPONSE")
      #expect(order["about"]?.stringValue?.isEmpty == false)
      #expect(order["values"]?["confirmed_1"] == 18)
    }
  }

  @Test("a document is shown and queued with our numbers in it")
  func fills() async throws {
    try await withProcuros { _, client in
      let shown = try await client.get("/_sandbox/library/order-response-change?order=P00077").json
      #expect(shown["content"]?["header"]?["orderIdentifier"] == "P00077")
      let values: JSON = ["order": "P00078", "confirmed_1": 5]
      let reply = try await client.post("/_sandbox/library/order-response-change", ["values": values])
      #expect(reply.status == 201)
      let item = try await client.get("/v2/transactions").json["items"]?[0]
      #expect(item?["content"]?["header"]?["orderIdentifier"] == "P00078")
      #expect(item?["content"]?["items"]?[0]?["confirmedQuantity"] == 5)
    }
  }

  @Test("a value that a document has no place for is refused by name, an unknown document is not found")
  func refuses() async throws {
    try await withProcuros { _, client in
      let reply = try await client.post("/_sandbox/library/order", ["values": ["colour": "red"]])
      #expect(reply.status == 422)
      #expect(reply.json["errors"]?["values"]?[0]?.stringValue?.contains("colour") == true)
      #expect(try await client.send("POST", "/_sandbox/library/nothing").status == 404)
      #expect(try await client.get("/_sandbox/library/nothing").status == 404)
    }
  }
}
