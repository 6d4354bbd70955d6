import Core
import JSONRPC
import Odoo
import Synchronization
import Testing

@Suite("Odoo through the caller's socket", .timeLimit(.minutes(5)))
struct CallerOdooTests {
  @Test("asks Odoo 18 for its own names and gives back the newest ones")
  func aliases() async throws {
    let socket = ScriptedCaller(fields: ["product_uom": "uom.uom", "taxes_id": "account.tax", "name": nil])
    socket.answer("odoo/read") { params in
      ["records": [["id": 7, "display_name": "x", "product_uom": ["id": 1, "name": "Units"], "taxes_id": [3]]]]
    }
    let tree: JSON = ["product_uom_id": ["name": nil], "tax_ids": nil]
    let read = try await socket.odoo.read("purchase.order.line", ids: [7], fields: tree, committed: true)
    let units: JSON = ["id": 1, "name": "Units"]
    #expect(read.records == [["id": 7, "display_name": "x", "product_uom_id": units, "tax_ids": [3]]])
    let asked = try #require(socket.asked("odoo/read").first)
    #expect(asked["fields"] == ["product_uom": ["name": nil], "taxes_id": nil])
    #expect(asked["call"] == 5)
    #expect(asked["company_id"] == 1)
    #expect(asked["lang"] == "de_DE")
    #expect(asked["committed"] == true)
    #expect(try await socket.odoo.actualName(of: "product_uom_id", in: "purchase.order.line") == "product_uom")
  }

  @Test("searches, creates and writes under the names of this series, rows of a one2many included")
  func writing() async throws {
    let socket = ScriptedCaller(fields: ["product_uom": "uom.uom", "order_line": "sale.order.line", "name": nil])
    socket.answer("odoo/search_read") { _ in ["records": [["id": 7, "display_name": "x", "name": "S1"]]] }
    socket.answer("odoo/create") { _ in ["ids": [8]] }
    let domain: JSON = ["|", ["order_line.product_uom_id", "=", 3], ["name", "=", "S1"]]
    let found = try await socket.odoo.search(
      "sale.order",
      domain: domain,
      fields: ["name": nil],
      order: "id desc",
      limit: 5
    )
    #expect(found == [["id": 7, "display_name": "x", "name": "S1"]])
    let asked = try #require(socket.asked("odoo/search_read").first)
    #expect(asked["domain"] == ["|", ["order_line.product_uom", "=", 3], ["name", "=", "S1"]])
    #expect(asked["limit"] == 5)
    let ids = try await socket.odoo.create(
      "sale.order",
      values: [["name": "S2", "order_line": [["product_uom_id": 3], ["id": 4, "delete": true]]]]
    )
    #expect(ids == [8])
    let created = try #require(socket.asked("odoo/create").first)
    #expect(created["values"] == [["name": "S2", "order_line": [["product_uom": 3], ["id": 4, "delete": true]]]])
  }

  @Test("a reference without the partner's id says null, not an empty text")
  func noExternalID() async throws {
    let socket = ScriptedCaller(fields: [:])
    socket.answer("odoo/call") { _ in ["result": ["changed": true]] }
    for id in ["", "tx-1"] {
      let reference = OdooReference(
        model: "purchase.order",
        record: 42,
        connection: "k",
        flow: "procuros.order.send",
        externalID: id,
        number: nil,
        entry: 7
      )
      #expect(try await socket.odoo.bring(reference))
    }
    let said = socket.asked("odoo/call").map { $0["arguments"]?["external_id"] }
    #expect(said == [.null, "tx-1"])
  }

  @Test("records are found by the partner's ids in one question, those that came in by a document left out")
  func referenced() async throws {
    let socket = ScriptedCaller(fields: [:])
    socket.answer("odoo/search_read") { _ in
      let row: JSON = ["id": 1, "model": "res.partner", "record": 14, "external_id": "7001", "number": nil]
      return ["records": [row], "next": nil]
    }
    let found = try await socket.odoo.referenced(["7001", "7002"], flow: "procountor.customer", connection: "k")
    #expect(found.mapValues(\.record) == ["7001": 14])
    #expect(
      socket.asked("odoo/search_read").map { $0["domain"] } == [
        [
          ["flow", "=", "procountor.customer"], ["connection", "=", "k"], ["external_id", "in", ["7001", "7002"]],
          ["is_arrival", "=", false],
        ]
      ]
    )
    #expect(try await socket.odoo.referenced([], flow: "procountor.customer", connection: "k").isEmpty)
    #expect(socket.asked("odoo/search_read").count == 1)
  }

  @Test("asks for the fields of a model once")
  func catalogue() async throws {
    let socket = ScriptedCaller(fields: ["name": nil])
    socket.answer("odoo/read") { _ in ["records": []] }
    for _ in 1...3 { _ = try await socket.odoo.read("res.partner", ids: [1], fields: ["name": nil], committed: false) }
    #expect(socket.asked("odoo/fields").count == 1)
  }

  @Test("goes on where an answer was cut")
  func pages() async throws {
    let socket = ScriptedCaller(fields: ["name": nil])
    socket.answer("odoo/read") { params in
      let ids = (params["ids"]?.arrayValue ?? []).compactMap(\.intValue)
      return .record([
        ("records", .array(ids.prefix(2).map { ["id": .int($0), "display_name": "x"] })),
        ("next", JSON(ids.count > 2 ? ids[2] : nil)),
      ])
    }
    let read = try await socket.odoo.read("res.partner", ids: [5, 4, 3, 2, 1], fields: ["name": nil], committed: true)
    #expect(read.records.compactMap { $0["id"]?.intValue } == [5, 4, 3, 2, 1])
    #expect(socket.asked("odoo/read").count == 3)
  }

  @Test("an answer that is cut where it cannot be continued is an error, not a shorter answer", arguments: [1, 9])
  func brokenPage(_ next: Int) async throws {
    let socket = ScriptedCaller(fields: ["name": nil])
    socket.answer("odoo/read") { _ in ["records": [], "next": .int(next)] }
    let error = await #expect(throws: Failure.self) {
      try await socket.odoo.read("res.partner", ids: [1, 2], fields: ["name": nil], committed: true)
    }
    #expect(error?.kind == .protocol)
  }

  @Test("a field that this Odoo does not have is named")
  func missingField() async throws {
    let socket = ScriptedCaller(fields: ["name": nil])
    let error = await #expect(throws: Failure.self) {
      try await socket.odoo.read("uom.uom", ids: [1], fields: ["procuros_unit_type": nil], committed: true)
    }
    #expect(error?.kind == .configuration)
    #expect(error?.message == "This Odoo does not have the field procuros_unit_type of uom.uom.")
    #expect(error?.hint != nil)
  }

  @Test("a field of a module that is not installed reads as empty, and is not asked for")
  func optionalField() async throws {
    let socket = ScriptedCaller(fields: ["name": nil])
    socket.answer("odoo/read") { _ in ["records": [["id": 7, "display_name": "x", "name": "OUT/7"]]] }
    let tree: JSON = ["name": nil, "carrier_id": ["name": nil]]
    let read = try await socket.odoo.read("stock.picking", ids: [7], fields: tree, committed: true)
    #expect(read.records == [["id": 7, "display_name": "x", "name": "OUT/7", "carrier_id": nil]])
    #expect(socket.asked("odoo/read").first?["fields"] == ["name": nil])
    let error = await #expect(throws: Failure.self) {
      try await socket.odoo.read("res.partner", ids: [7], fields: tree, committed: true)
    }
    #expect(error?.message == "This Odoo does not have the field carrier_id of res.partner.")
  }

  @Test("rows that are not committed are told apart from records that are gone")
  func uncommitted() async throws {
    let socket = ScriptedCaller(fields: ["name": nil])
    socket.answer("odoo/read") { _ in
      ["records": [], "missing": [8], "uncommitted": [["model": "res.partner", "id": 7]]]
    }
    let read = try await socket.odoo.read("res.partner", ids: [7, 8], fields: ["name": nil], committed: true)
    #expect(read == OdooRead(missing: [8], uncommitted: [OdooRow(model: "res.partner", id: 7)]))
  }

  @Test(
    "an error of Odoo says who can act, and whether the attempt is over",
    arguments: [
      ("odoo.attempt_over", Failure.Kind.transport, true), ("odoo.access", .data, false), ("odoo.user", .data, false),
      ("odoo.refused", .protocol, false), ("odoo.internal", .internal, false), ("session.closed", .transport, true),
    ]
  )
  func errors(_ code: String, _ kind: Failure.Kind, _ isOver: Bool) async throws {
    let socket = ScriptedCaller(fields: ["ref": nil])
    let words = RPCError(code: -32010, message: "Words of Odoo.", data: ["code": .string(code), "hint": "Do this."])
    socket.answer("odoo/write") { _ throws(RPCError) in throw words }
    let error = await #expect(throws: Failure.self) {
      try await socket.odoo.write("res.partner", ids: [1], values: ["ref": "x"])
    }
    #expect(error?.kind == kind)
    #expect(error?.code == code)
    #expect(error?.message == "Words of Odoo.")
    #expect(error?.endsAttempt == isOver)
  }
}

/// Odoo's end of the socket, answering at once what a test says.
private final class ScriptedCaller: Sendable {
  typealias Answer = @Sendable (JSON) throws(RPCError) -> JSON

  private struct State {
    var answers: [String: Answer] = [:]
    var asked: [(String, JSON)] = []
  }
  private let state: Mutex<State>
  private let peer: Mutex<Peer?> = Mutex(nil)

  /// - Parameter fields: what every model has, with the model a relation leads to.
  init(fields: [String: String?]) {
    let described = fields.map { name, relation in
      (name, JSON.record([("type", relation == nil ? "char" : "many2one"), ("relation", JSON(relation))]))
    }
    state = Mutex(State())
    answer("odoo/fields") { params in
      let model = params["models"]?[0]?.stringValue ?? ""
      return .record([("models", .record([(model, .record(described))]))])
    }
  }

  func answer(_ method: String, _ answer: @escaping Answer) { state.withLock { $0.answers[method] = answer } }

  func asked(_ method: String) -> [JSON] { state.withLock { $0.asked }.filter { $0.0 == method }.map(\.1) }

  var odoo: CallerOdoo {
    let peer = peer.withLock { held in
      let peer = held ?? Peer(name: "odoo", write: { self.hear($0) }, close: {}, onIncoming: { _, _ in })
      held = peer
      return peer
    }
    return CallerOdoo(peer: peer, call: .number(5), company: 1, language: "de_DE", catalogue: catalogue)
  }

  private let catalogue = FieldCatalogue()

  private func hear(_ line: [UInt8]) {
    guard case .request(let id, let method, let params)? = try? Message(line: line) else { return }
    let answer = state.withLock { state in
      state.asked.append((method, params))
      return state.answers[method]
    }
    let peer = peer.withLock { $0 }
    do throws(RPCError) {
      peer?.received(.line(Message.result(id: id, try answer?(params) ?? .null).line))
    } catch {
      peer?.received(.line(Message.error(id: id, error).line))
    }
  }
}
