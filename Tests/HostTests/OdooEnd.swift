import Core
import JSONRPC
import NIOPosix
import Synchronization
import TestKit

/// Odoo's end of the socket: a peer that answers reverse calls from documents in memory.
final class OdooEnd: Sendable {
  private struct State {
    var documents: [Int: JSON] = [:]
    var references: [Int: String] = [:]
    var isDeaf = false
    var asked: [String] = []
  }
  /// Which fields lead to which model.
  private static let relations = [
    "commercial_partner_id": "res.partner", "company_id": "res.company", "currency_id": "res.currency",
    "dest_address_id": "res.partner",
    "order_line": "purchase.order.line", "parent_id": "res.partner", "partner_id": "res.partner",
    "picking_type_id": "stock.picking.type",
    "product_id": "product.product", "product_uom_id": "uom.uom", "warehouse_id": "stock.warehouse",
  ]
  private static let others = [
    "active", "barcode", "company_registry", "connection", "email", "external_id", "flow",
    "is_arrival", "model", "number", "record", "sent_at", "status", "vat", "create_date", "date_order", "date_planned",
    "discount", "display_type", "name",
    "price_unit", "procuros_is_deposit_product", "procuros_require_order_response", "procuros_unit_type", "product_qty",
    "ref", "state",
  ]

  let peer: Peer
  private let state: StateBox

  private final class StateBox: Sendable {
    let value = Mutex(State())
  }

  init(_ path: String) async throws {
    let state = StateBox()
    self.state = state
    peer = try await SocketClient.connect(path: path, group: MultiThreadedEventLoopGroup.singleton) { peer, incoming in
      guard case .request(let id, let method, let params) = incoming else { return }
      if let answer = Self.answer(method, params, state) { peer.reply(id, answer) }
    }
  }

  func put(_ document: JSON) { state.value.withLock { $0.documents[document["id"]?.intValue ?? 0] = document } }

  func change(_ path: String, to value: JSON?) {
    state.value.withLock { $0.documents[42] = $0.documents[42]?.replacing(path, with: value) }
  }

  /// Answers nothing any more.
  func becomeDeaf() { state.value.withLock { $0.isDeaf = true } }

  var asked: [String] { state.value.withLock { $0.asked } }

  func reference(_ id: Int = 42) -> String? { state.value.withLock { $0.references[id] } }

  func run(_ ids: [Int] = [42]) async throws -> JSON {
    try await peer.call("flow/run", HostWorld.run(ids))["documents"]?[0] ?? .null
  }

  /// The error that a click on the order 42 ends with; nil when it is answered.
  func refusal() async -> RPCError? {
    do throws(RPCError) {
      _ = try await peer.call("flow/run", HostWorld.run())
      return nil
    } catch {
      return error
    }
  }

  private static func answer(_ method: String, _ params: JSON, _ state: StateBox) -> JSON? {
    state.value.withLock { state in
      state.asked.append(method)
      if state.isDeaf { return nil }
      switch method {
      case "odoo/fields": return fields(params)
      case "odoo/read":
        let ids = (params["ids"]?.arrayValue ?? []).compactMap(\.intValue)
        return .record([
          ("records", .array(ids.compactMap { state.documents[$0] })),
          ("missing", .array(ids.filter { state.documents[$0] == nil }.map(JSON.int))), ("uncommitted", []),
          ("next", .null),
        ])
      case "odoo/create": return ["ids": [77]]
      case "odoo/search_read": return ["records": [], "missing": [], "uncommitted": [], "next": nil]
      case "odoo/call":
        if params["method"] == "bring", let arguments = params["arguments"], let id = arguments["record"]?.intValue {
          state.references[id] = arguments["external_id"]?.stringValue
        }
        return ["result": ["changed": true]]
      default: return .null
      }
    }
  }

  private static func fields(_ params: JSON) -> JSON {
    let plain = others.map { ($0, ["type": "char", "relation": nil] as JSON) }
    let led = relations.map { ($0.key, ["type": "many2one", "relation": .string($0.value)] as JSON) }
    let models = (params["models"]?.arrayValue ?? []).compactMap(\.stringValue)
    return .record([("models", .record(models.map { ($0, .record(plain + led)) }))])
  }
}
