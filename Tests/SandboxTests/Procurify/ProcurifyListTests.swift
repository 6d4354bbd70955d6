import Core
import Foundation
import Testing

@testable import Sandbox

@Suite("procurify lists")
struct ProcurifyListTests {
  private func withVendors(
    _ count: Int,
    settings: JSON = [:],
    _ test: (ProcurifyTestClient) async throws -> Void
  ) async throws {
    try await withProcurify(settings: settings) { _, client in
      for number in 1...count { _ = try await client.make("vendors", ["name": .string("Vendor \(number)")]) }
      try await test(client)
    }
  }

  @Test("a list comes in pages that say where they stand")
  func pages() async throws {
    try await withVendors(4) { client in
      let first = try await client.get("/api/v3/vendors/all/?page_size=2&order_by=id")
      #expect(first.pagination?["count"] == 5)
      #expect(first.pagination?["num_pages"] == 3)
      #expect(first.pagination?["current_page"] == 1)
      #expect(first.pagination?["previous"] == .null)
      let next = "http://127.0.0.1:\(client.port)/api/v3/vendors/all/?page_size=2&order_by=id&page=2"
      #expect(first.pagination?["next"]?.stringValue == next)
      #expect(try await client.rows("/api/v3/vendors/all/?page_size=2&order_by=id&page=3") == [5])
      #expect(try await client.get("/api/v3/vendors/all/?page_size=2&page=4").status == 404)
    }
  }

  @Test("the newest come first, unless something else is asked for")
  func order() async throws {
    try await withVendors(2) { client in
      let newest = try await client.rows("/api/v3/vendors/all/")
      #expect(newest == [3, 2, 1])
      #expect(try await client.rows("/api/v3/vendors/all/?order_by=name", "name") == ["Other", "Vendor 1", "Vendor 2"])
      #expect(try await client.rows("/api/v3/vendors/all/?order_by=-name") == [3, 2, 1])
      #expect(try await client.get("/api/v3/vendors/all/?order_by=colour").status == 400)
    }
  }

  @Test("pages have a usual and a largest size")
  func sizes() async throws {
    try await withVendors(4, settings: ["default_page_size": 2, "max_page_size": 3]) { client in
      let usual = try await client.get("/api/v3/vendors/all/")
      #expect(usual.pagination?["page_size"] == 2)
      let most = try await client.get("/api/v3/vendors/all/?page_size=100")
      #expect(most.pagination?["page_size"] == 3)
      for wrong in ["page_size=0", "page_size=x", "page=0", "page=-1"] {
        let reply = try await client.get("/api/v3/vendors/all/?\(wrong)")
        #expect(reply.status == 400, "\(wrong)")
      }
    }
  }

  @Test("a list may say at top level where it stands")
  func topLevel() async throws {
    try await withVendors(1) { client in
      try await client.control("PUT", "/settings", ["lists": ["vendors": ["top_level": true]]])
      let reply = try await client.get("/api/v3/vendors/all/")
      #expect(reply.json["pagination"]?["count"] == 2)
      #expect(reply.json["metadata"] == nil)
      #expect(try await client.get("/api/v2/currencies/").pagination?["count"] == 1)
    }
  }

  @Test("the next page may be on another host, or the one that was there already")
  func oddNext() async throws {
    try await withVendors(3) { client in
      let path = "/api/v3/vendors/all/?page_size=1"
      try await client.control("PUT", "/settings", ["lists": ["*": ["next_origin": "https://elsewhere.invalid"]]])
      let next = try await client.get(path).pagination?["next"]?.stringValue
      #expect(next?.hasPrefix("https://elsewhere.invalid/api/v3/vendors/all/") == true)
      try await client.control("PUT", "/settings", ["lists": ["vendors": ["next_origin": nil, "loop": 2]]])
      let loop = try await client.get(path + "&page=4").pagination?["next"]?.stringValue
      #expect(loop?.hasPrefix("http://127.0.0.1") == true)
      #expect(loop?.hasSuffix("page=2") == true)
    }
  }

  @Test("a page may repeat an earlier one")
  func repeated() async throws {
    try await withVendors(3) { client in
      try await client.control("PUT", "/settings", ["lists": ["vendors": ["repeat_page": ["3": 1]]]])
      let path = "/api/v3/vendors/all/?page_size=1&page="
      let first = try await client.rows(path + "1")
      #expect(try await client.rows(path + "3") == first)
    }
  }

  @Test("pages that are too large are refused or never answered, smaller ones come")
  func tooLarge() async throws {
    try await withVendors(3) { client in
      try await client.control("PUT", "/settings", ["lists": ["vendors": ["too_large": ["above": 2, "answer": 504]]]])
      #expect(try await client.get("/api/v3/vendors/all/?page_size=3").status == 504)
      #expect(try await client.get("/api/v3/vendors/all/?page_size=2").status == 200)
      try await client.control("PUT", "/settings", ["lists": ["vendors": ["too_large": ["answer": nil, "above": 2]]]])
      let raw = RawClient(port: client.port, token: client.token)
      let reply = try await raw.send(
        "GET",
        "/api/v3/vendors/all/?page_size=3",
        headers: ["X-Procurify-Client": "api"],
        patience: .milliseconds(300)
      )
      #expect(reply.end == .silence)
    }
  }

  @Test(
    "a parameter that the list does not know is refused, one that cannot be read too",
    arguments: [
      "/api/v3/vendors/all/?updated_since=2026-01-01", "/api/v3/vendors/all/?type=9", "/api/v3/vendors/all/?format=csv",
      "/api/v3/ap/bills/?last_modified_datetime_0=yesterday", "/api/v3/ap/bills/?modified_date_0=2026-02-30",
    ]
  )
  func unknown(_ path: String) async throws {
    try await withProcurify { _, client in
      let reply = try await client.get(path)
      #expect(reply.status == 400)
    }
  }

  @Test("an address without the slash at its end is sent on, and keeps its parameters")
  func slash() async throws {
    try await withVendors(1) { client in
      let reply = try await client.get("/api/v3/vendors/all?page_size=1")
      #expect(reply.status == 301)
      #expect(reply.header("location") == "http://127.0.0.1:\(client.port)/api/v3/vendors/all/?page_size=1")
    }
  }

  @Test("vendors are listed by group and by type")
  func groups() async throws {
    try await withProcurify { _, client in
      let preferred = try await client.make("vendors", ["name": "Northwind Tools", "type": 3, "external_id": "V-044"])
      let regular = try await client.make("vendors", ["name": "Harbour Steel"])
      let hidden = try await client.make("vendors", ["name": "Punch-out", "type": 2])
      try await client.control("POST", "/vendors/\(regular)/archive")
      let all: [JSON] = [.int(hidden), .int(regular), .int(preferred), 1]
      #expect(try await client.rows("/api/v3/vendors/all/") == all)
      #expect(try await client.rows("/api/v3/vendors/default/") == [.int(preferred)])
      #expect(try await client.rows("/api/v3/vendors/preferred/") == [.int(preferred)])
      #expect(try await client.rows("/api/v3/vendors/other/") == [1])
      #expect(try await client.rows("/api/v3/vendors/all/?type__in=3,4") == [.int(regular), .int(preferred)])
      #expect(try await client.rows("/api/v3/vendors/all/?external_id=V-044") == [.int(preferred)])
      #expect(try await client.rows("/api/v3/vendors/all/?exclude_other=true").contains(1) == false)
      #expect(try await client.get("/api/v3/vendors/suppliers/").status == 404)
      #expect(try await client.get("/api/v3/vendors/\(regular)/").json["data"]?["active"] == false)
      #expect(try await client.get("/api/v3/vendors/4711/").detail == "Not found.")
    }
  }
}
