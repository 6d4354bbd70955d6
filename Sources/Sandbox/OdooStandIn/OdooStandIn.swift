package import Core
package import JSONRPC
import NIOPosix

/// A stand-in for Odoo's side of the socket: it speaks the addon's part of the protocol, without an Odoo.
///
/// Rows live in memory; a click is a transaction that may commit, roll back, or be run again after a serialization
/// failure. What the sidecar may ask is the closed list of the addons that the world has installed.
package struct OdooStandIn: Sendable {
  /// Opens a peer to the sidecar whose requests go to the given closure.
  package typealias Connect =
    @Sendable (_ onIncoming: @escaping @Sendable (Peer, Peer.Incoming) -> Void) async throws(Failure) -> Peer

  /// Who clicks.
  package struct User: Sendable, Equatable {
    package var id = 2
    package var login = "anna"
    package var language = "en_US"
    package var timeZone = "Europe/Berlin"
    package var companies = [1]

    package init() {}
  }

  package let database: OdooDatabase
  package var user = User()
  /// False lets clicks on one row reach the sidecar at once, as from two Odoos that share nothing.
  package var locksRows = true
  /// How long an answer may take beyond the deadline the sidecar was given.
  package var grace: Duration = .seconds(5)
  let locks = OdooLocks()
  let connect: Connect

  package init(_ database: OdooDatabase, connect: @escaping Connect) {
    self.database = database
    self.connect = connect
  }

  /// Speaks to the service at this socket.
  package init(_ database: OdooDatabase, socket path: String) {
    self.init(database) { onIncoming throws(Failure) in
      try await SocketClient.connect(path: path, group: .singletonMultiThreadedEventLoopGroup, onIncoming: onIncoming)
    }
  }

  /// Asks anything in a transaction of its own that writes nothing: `entry/list`, `mirror/since` …
  package func ask(_ method: String, _ params: JSON = [:]) async throws(Failure) -> JSON {
    let session = try await open()
    defer { session.peer.close() }
    return try await session.call(method, params, patience: .seconds(20) + grace)
  }

  /// Says hello and returns the answer.
  package func hello() async throws(Failure) -> JSON {
    let session = try await open()
    session.peer.close()
    return session.welcome
  }

  /// A new transaction with its peer, hello said.
  func open() async throws(Failure) -> OdooSession {
    let transaction = OdooTransaction(database, companies: Set(user.companies))
    let peer = try await connect { peer, incoming in transaction.incoming(peer, incoming) }
    do throws(Failure) {
      let session = OdooSession(transaction: transaction, peer: peer)
      let welcome = try await session.call("session/hello", greeting, patience: .seconds(15))
      return OdooSession(transaction: transaction, peer: peer, welcome: welcome)
    } catch {
      peer.close()
      throw error
    }
  }

  private var greeting: JSON {
    let connections = database.revisions.sorted { $0.key < $1.key }
    return [
      "protocol": ["min": 1, "max": 1],
      "client": ["name": "odoo-stand-in", "version": "1.0.0"],
      "database": database.identity.json,
      "odoo": ["series": .string(database.records.schema.series), "registry": "1"],
      "addons": .object(JSONObject(database.records.schema.addons.map { (key: $0, value: "1.0.0") })),
      "user": [
        "id": .int(user.id), "login": .string(user.login), "lang": .string(user.language),
        "tz": .string(user.timeZone),
      ],
      "companies": .array(user.companies.map(JSON.int)),
      "connections": .array(connections.map { ["key": .string($0.key), "revision": .int($0.value)] }),
    ]
  }
}

/// One transaction and its peer.
struct OdooSession: Sendable {
  let transaction: OdooTransaction
  let peer: Peer
  var welcome: JSON = .null

  func close() { peer.close() }

  /// Asks and waits, but not for ever.
  /// - Throws: what the sidecar answered; `.transport` `session.no_answer` when it did not.
  func call(_ method: String, _ params: JSON, patience: Duration) async throws(Failure) -> JSON {
    let answer = await withTaskGroup(of: Result<JSON, RPCError>?.self) { group in
      group.addTask {
        do throws(RPCError) {
          return .success(try await transaction.call(peer, method, params))
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        // Cancelled means that the answer came first; the result is not looked at then.
        try? await Task.sleep(for: patience)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
    guard let answer else { throw .noAnswer(method) }
    do throws(RPCError) {
      return try answer.get()
    } catch {
      throw Failure(answered: error)
    }
  }
}

extension Failure {
  fileprivate static func noAnswer(_ method: String) -> Failure {
    Failure(.transport, "session.no_answer", "The sidecar gave no answer to \(method) in time.")
  }

  /// An error the sidecar answered, in our terms.
  fileprivate init(answered error: RPCError) {
    self.init(
      error.data?["kind"]?.stringValue.flatMap(Kind.init) ?? .internal,
      error.dataCode ?? "session.error",
      error.message,
      hint: error.data?["hint"]?.stringValue
    )
  }
}
