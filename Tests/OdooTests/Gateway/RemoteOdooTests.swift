import Core
import Odoo
import TestKit
import Testing

@Suite("Odoo over HTTP", .timeLimit(.minutes(5)))
struct RemoteOdooTests {
  private let dialect = ScriptedDialect()

  private static let fields: JSON = [
    "name": ["type": "char"], "amount": ["type": "monetary", "currency_field": "currency_id"],
    "quantity": ["type": "float", "digits": [16, 2]], "currency_id": ["type": "many2one", "relation": "res.currency"],
    "line_ids": ["type": "one2many", "relation": "x.line"], "tag_ids": ["type": "many2many", "relation": "x.tag"],
    "at": ["type": "datetime"], "is_paid": ["type": "boolean"], "shares": ["type": "json"],
  ]

  init() { dialect.answer("fields_get") { _ in Self.fields } }

  private func odoo(_ language: String? = nil, scope: String = "a-1") -> RemoteOdoo {
    RemoteOdoo(
      dialect,
      company: 3,
      language: language,
      catalogue: FieldCatalogue(),
      links: NoLinks(),
      scope: scope
    )
  }

  @Test("reads a page of a tree in one call, in the company and language asked for")
  func oneCall() async throws {
    dialect.answer("web_read") { call in
      .array((call.ids ?? []).map { ["id": .int($0), "display_name": "X", "name": false, "line_ids": []] })
    }
    let tree: JSON = ["name": nil, "line_ids": ["quantity": nil]]
    let read = try await odoo("de_DE").read("x", ids: Array(1...250), fields: tree, committed: true)
    #expect(read.records.count == 250)
    #expect(read.records.first == ["id": 1, "display_name": "X", "name": nil, "line_ids": []])
    let calls = dialect.calls("web_read")
    #expect(calls.map { $0.ids?.count } == [200, 50])
    let lines: JSON = ["fields": ["display_name": [:], "quantity": [:]]]
    #expect(calls.first?.arguments["specification"] == ["display_name": [:], "name": [:], "line_ids": lines])
    let context: JSON = ["tz": "UTC", "active_test": false, "allowed_company_ids": [3], "lang": "de_DE"]
    #expect(calls.first.map { .object($0.context) } == context)
    #expect(dialect.calls("fields_get").map(\.model) == ["x", "x.line"])
  }

  @Test("a search by ids passes over none that stands behind one which leaves the list between two pages")
  func movingList() async throws {
    let gone = Counter()
    dialect.answer("web_search_read") { call in
      let leaves = call.arguments["domain"]?.arrayValue ?? []
      let after = leaves.first { $0[0] == "id" }?[2]?.intValue ?? 0
      // The first record is changed by somebody once the first page was read.
      let there = (gone.next() == 1 ? 1...250 : 2...250).filter { $0 > after }
      let page = there.dropFirst(call.arguments["offset"]?.intValue ?? 0).prefix(200)
      return ["records": .array(page.map { ["id": .int($0), "display_name": "X"] }), "length": 250]
    }
    let found = try await odoo().search("x", domain: [["name", "!=", false]], fields: [:], order: nil, limit: nil)
    #expect(found.compactMap { $0["id"]?.intValue } == Array(1...250))
  }

  @Test("an amount has the digits of its record's currency, though nobody asked for the currency")
  func amounts() async throws {
    dialect.answer("web_read") { _ in
      [
        ["id": 1, "display_name": "A", "amount": .exactly("2.675"), "currency_id": 1],
        ["id": 2, "display_name": "B", "amount": .exactly("2.675"), "currency_id": 2],
        ["id": 3, "display_name": "C", "amount": .exactly("2.675"), "currency_id": false],
      ]
    }
    let read = try await odoo().read("x", ids: [1, 2, 3], fields: ["amount": nil], committed: false)
    let texts: [JSON] = ["2.68", "3", "2.675"]
    #expect(read.records.map { $0["amount"] } == texts)
    #expect(read.records.first?.objectValue?.keys == ["id", "display_name", "amount"])
  }

  @Test("an Odoo that cannot read trees is asked level by level, and that is remembered")
  func levels() async throws {
    dialect.answer("web_read") { _ throws(Failure) in
      throw Failure(.configuration, "odoo.field_missing", "This Odoo does not have the method web_read of x.")
    }
    dialect.answer("read") { call in
      guard call.model == "x" else { return [["id": 8, "display_name": "L", "quantity": .exactly("1.5")]] }
      return .array((call.ids ?? []).map { ["id": .int($0), "display_name": "X", "line_ids": $0 == 1 ? [8] : []] })
    }
    let odoo = odoo()
    let tree: JSON = ["line_ids": ["quantity": nil]]
    for _ in 1...2 {
      let read = try await odoo.read("x", ids: [1, 2], fields: tree, committed: false)
      let line: JSON = ["id": 8, "display_name": "L", "quantity": "1.5"]
      #expect(read.records.map { $0["line_ids"] } == [[line], []])
    }
    #expect(dialect.calls("web_read").count == 1)
    #expect(dialect.calls("read").map(\.model) == ["x", "x.line", "x", "x.line"])
  }

  @Test("a field that seems to be missing is asked for once more: an addon may have been installed since")
  func installedSince() async throws {
    let known = FieldCatalogue()
    let before = RemoteOdoo(dialect, company: 3, language: nil, catalogue: known, links: NoLinks(), scope: "a")
    dialect.answer("fields_get") { _ in ["name": ["type": "char"]] }
    dialect.answer("web_read") { _ in [["id": 1, "display_name": "A", "new": "N"]] }
    await #expect(throws: Failure.self) {
      try await before.read("x", ids: [1], fields: ["new": nil], committed: false)
    }
    dialect.answer("fields_get") { _ in ["name": ["type": "char"], "new": ["type": "char"]] }
    let after = RemoteOdoo(dialect, company: 3, language: nil, catalogue: known, links: NoLinks(), scope: "a")
    let read = try await after.read("x", ids: [1], fields: ["new": nil], committed: false)
    #expect(read.records.first?["new"] == "N")
    #expect(dialect.calls("fields_get").count == 2)
  }

  @Test("creates under an external id; lines go as commands, everything else as text")
  func load() async throws {
    dialect.answer("load") { _ in ["ids": [7], "messages": []] }
    let line: JSON = ["name": "L", "quantity": "2.5", "at": "2026-03-01T10:00:00.250Z"]
    let values: JSON = [
      "name": "N", "currency_id": 2, "tag_ids": [4, 5], "is_paid": true, "amount": "10.50", "at": nil,
      "shares": ["9": "33.33"], "line_ids": [line, ["id": 3, "delete": true]],
    ]
    let ids = try await odoo().create("x", values: [values], keys: ["order 310"])
    #expect(ids == [7])
    let call = try #require(dialect.calls("load").first)
    let fields: JSON = [
      "id", "name", "currency_id/.id", "tag_ids/.id", "is_paid", "amount", "at", "shares",
    ]
    #expect(call.arguments["fields"] == fields)
    let row: JSON = ["__sidecar__.order~20310", "N", "2", "4,5", "1", "10.5", "", #"{"9":"33.33"}"#]
    #expect(call.arguments["data"] == [row])
    let created: JSON = ["name": "L", "quantity": .exactly("2.5"), "at": "2026-03-01 10:00:00"]
    #expect(call.context["default_line_ids"] == [[0, 0, created], [2, 3, 0]])
    #expect(call.context["mode"] == "update")
    #expect(call.context["noupdate"] == true)
  }

  @Test("records of the same fields go together, others by themselves, and without keys a repeat has the same ids")
  func batches() async throws {
    dialect.answer("load") { call in
      ["ids": .array((call.arguments["data"]?.arrayValue ?? []).indices.map(JSON.int)), "messages": []]
    }
    let values: [JSON] = [
      ["name": "A"], ["name": "A"], ["name": "B", "is_paid": false], ["name": "C", "line_ids": [["name": "L"]]],
      ["name": "D", "line_ids": []], ["name": "E"],
    ]
    for scope in ["s-1", "s-1", "s-2"] { _ = try await odoo(scope: scope).create("x", values: values) }
    let calls = dialect.calls("load").map { ($0.arguments["data"]?.arrayValue ?? []).compactMap { $0[0]?.stringValue } }
    #expect(calls.prefix(5).map(\.count) == [2, 1, 1, 1, 1])
    #expect(calls[0..<5] == calls[5..<10])
    #expect(Set(calls[0..<5].joined()).count == 6)
    #expect(Set(calls[0..<5].joined()).isDisjoint(with: calls[10..<15].joined()))
  }

  @Test("what load refuses is told in its words; rights and a busy Odoo by their names")
  func refusals() async throws {
    dialect.answer("has_access") { _ in true }
    for (words, code) in [
      ("Cannot create a purchase document in a non purchase journal", "odoo.user"),
      ("could not serialize access due to concurrent update", "odoo.busy"),
    ] {
      dialect.answer("load") { _ in ["ids": false, "messages": [["type": "error", "message": .string(words)]]] }
      let error = await #expect(throws: Failure.self) { try await odoo().create("x", values: [["name": "A"]]) }
      #expect(error?.code == code)
      if code == "odoo.user" { #expect(error?.message == words) }
    }
    dialect.answer("has_access") { call in .bool(call.model == "x") }
    dialect.answer("load") { _ in ["ids": false, "messages": [["type": "error", "message": "You are not allowed."]]] }
    let error = await #expect(throws: Failure.self) {
      try await odoo().create("x", values: [["line_ids": [["name": "L"]]]])
    }
    #expect(error?.code == "odoo.access")
    #expect(error?.message == "The user may not create records of x.line.")
  }

  @Test("keys that are too few or the same are refused")
  func keys() async throws {
    for keys in [["a"], ["a", "a"]] {
      let error = await #expect(throws: Failure.self) {
        try await odoo().create("x", values: [["name": "A"], ["name": "B"]], keys: keys)
      }
      #expect(error?.code == "odoo.invalid")
    }
    #expect(dialect.calls("load").isEmpty)
  }
}

/// A database of which nothing is remembered.
private struct NoLinks: LinkBook {
  func bring(_ reference: OdooReference) async throws(Failure) -> Bool { false }
  func claim(_ reference: OdooReference) async throws(Failure) {}
  func claimed(_ externalID: String, flow: String, connection: String) async throws(Failure) -> OdooReference? { nil }

  func references(_ model: String, ids: [Int], flow: String, connection: String)
    async throws(Failure) -> [Int: OdooReference]
  { [:] }

  func referenced(_ externalIDs: [String], flow: String, connection: String)
    async throws(Failure) -> [String: OdooReference]
  { [:] }
}

extension JSON {
  /// A number as it stands on the wire; a literal would go through a `Double`.
  fileprivate static func exactly(_ text: String) -> JSON { (try? JSON(parsing: Array(text.utf8))) ?? .null }
}
