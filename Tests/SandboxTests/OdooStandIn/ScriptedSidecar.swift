import Core
import JSONRPC
import Synchronization

@testable import Sandbox

/// The other side of the stand-in, in memory: it answers as the test says and may ask back.
final class ScriptedSidecar: Sendable {
  /// One request of the stand-in; `odoo` is the peer to ask back on.
  struct Request: Sendable {
    let odoo: Peer
    let id: RequestID
    let method: String
    let params: JSON

    /// Asks Odoo for the call that is open.
    func ask(_ method: String, _ members: [(String, JSON?)]) async throws(RPCError) -> JSON {
      try await odoo.call(method, .record([("call", id.json), ("company_id", 1)] + members))
    }
  }

  typealias Script = @Sendable (Request) async throws(RPCError) -> JSON

  private let requests: AsyncStream<Request>
  private let source: AsyncStream<Request>.Continuation
  private let seen = Mutex<[Request]>([])

  private init() { (requests, source) = AsyncStream.makeStream() }

  /// Everything asked so far, hello included.
  var asked: [String] { seen.withLock { $0.map(\.method) } }

  func params(of method: String) -> [JSON] {
    seen.withLock { $0.filter { $0.method == method }.map(\.params) }
  }

  /// One member of the params of every call of a method.
  func members(_ name: String, of method: String) -> [JSON?] { params(of: method).map { $0[name] } }

  /// Runs a test against a sidecar that answers hello and, for the rest, what the script says.
  static func with(
    _ world: PurchasingWorld = PurchasingWorld(),
    script: @escaping Script = { _ in ["documents": []] },
    _ test: (OdooStandIn, ScriptedSidecar) async throws -> Void
  ) async throws {
    try await with(records: world.records, script: script, test)
  }

  static func with(
    records: OdooRecords,
    script: @escaping Script,
    _ test: (OdooStandIn, ScriptedSidecar) async throws -> Void
  ) async throws {
    let sidecar = ScriptedSidecar()
    let database = OdooDatabase(OdooDatabase.Identity(uuid: "5b6e", name: "prod"), records)
    let odoo = OdooStandIn(database) { onIncoming in sidecar.connect(onIncoming) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await sidecar.serve(script) }
      try await test(odoo, sidecar)
      group.cancelAll()
    }
  }

  private func serve(_ script: @escaping Script) async {
    await withDiscardingTaskGroup { group in
      for await request in requests {
        group.addTask {
          do throws(RPCError) {
            let answer = request.method == "session/hello" ? ["protocol": 1] : try await script(request)
            request.odoo.reply(request.id, answer)
          } catch {
            // An attempt that is over gets no answer; everything else does.
            if error.dataCode != "odoo.attempt_over" { request.odoo.reply(request.id, error) }
          }
        }
      }
    }
  }

  /// Two peers whose bytes go to each other.
  private func connect(_ onIncoming: @escaping @Sendable (Peer, Peer.Incoming) -> Void) -> Peer {
    let ends = Ends()
    let ours = Peer(name: "odoo", write: { ends.toOdoo($0) }, close: { ends.close() }) { [self] peer, incoming in
      guard case .request(let id, let method, let params) = incoming else { return }
      let request = Request(odoo: peer, id: id, method: method, params: params)
      seen.withLock { $0.append(request) }
      source.yield(request)
    }
    let theirs = Peer(
      name: "sidecar",
      write: { ends.toSidecar($0) },
      close: { ends.close() },
      onIncoming: onIncoming
    )
    ends.join(odoo: theirs, sidecar: ours)
    return theirs
  }
}

/// The two ends of one connection in memory.
private final class Ends: Sendable {
  private let peers = Mutex<(odoo: Peer, sidecar: Peer)?>(nil)

  func join(odoo: Peer, sidecar: Peer) { peers.withLock { $0 = (odoo, sidecar) } }
  func toOdoo(_ line: [UInt8]) { peers.withLock { $0?.odoo }?.received(.line(Array(line.dropLast()))) }
  func toSidecar(_ line: [UInt8]) { peers.withLock { $0?.sidecar }?.received(.line(Array(line.dropLast()))) }

  func close() {
    let both = peers.withLock { peers in
      defer { peers = nil }
      return peers
    }
    both?.odoo.ended()
    both?.sidecar.ended()
  }
}
