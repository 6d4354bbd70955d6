import Core
import Engine
import Foundation
import Host
import JSONRPC
import NIOPosix
import ProcurosConnector
import Storage
package import TestKit

/// However peers behave on the socket, each call is answered once, and the service goes on serving the others.
///
/// Odoo, Procuros and the clock's pauses are made up; the door, the engine and the store are the real ones. A case
/// depends on what the ones before it left in the ledger, so a repeated one need not end as it did.
package struct SessionTarget: FuzzTarget {
  package static let name = "session"
  /// The log is cut back every so many cases, as the service does by itself every hour.
  private static let trimming = 200

  private let world: ServedWorld

  package init() async throws {
    world = try await ServedWorld()
  }

  package func run(_ random: inout SeededRandom) async throws {
    let scripts = (0..<random.pick(1...3)).map { _ in SessionScript(&random) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for script in scripts {
        group.addTask { try await script.play(on: world.path(script.door)) }
      }
      try await group.waitForAll()
    }
    try await SessionScript.healthy(&random).play(on: world.path(.odoo))
    if random.once(in: Self.trimming) { await world.trim() }
  }

  package func close() async { await world.close() }
}

/// The real service with its doors open, in a folder of its own.
private final class ServedWorld: Sendable {
  private let folder: String
  private let store: SQLiteStore
  private let host: Sidecar
  private let doors: [SocketDoor]
  private let serving: Task<Void, Never>

  init() async throws {
    let roomy = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    let folder = roomy + "/sidecar-fuzz-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    self.folder = folder
    store = try await SQLiteStore.open(directory: folder + "/state", now: Timestamp(.now))
    let host = Sidecar(
      Environment(
        store: store,
        vault: try Vault(key: Array(repeating: 7, count: 32)),
        http: MoodyPartner(),
        connectors: [Procuros()],
        timing: Timing(
          lookupWait: .milliseconds(20),
          backoffBase: .milliseconds(10),
          backoffCap: .milliseconds(100),
          maximumAge: .seconds(2)
        )
      )
    )
    self.host = host
    let own = getuid()
    let doors = SessionScript.Door.allCases.map { door in
      SocketDoor(
        host,
        SocketDoor.Configuration(
          path: Self.path(folder, door),
          odooUsers: door == .odoo ? [own] : [],
          operators: door == .operators ? [own] : [],
          helloPatience: .seconds(2)
        ),
        group: .singleton
      )
    }
    self.doors = doors
    let (listening, ready) = AsyncStream.makeStream(of: Void.self)
    serving = Task {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await host.outbox.run() }
        for door in doors { group.addTask { try? await door.run { ready.yield() } } }
      }
    }
    var open = listening.makeAsyncIterator()
    for _ in doors { await open.next() }
  }

  func path(_ door: SessionScript.Door) -> String { Self.path(folder, door) }

  private static func path(_ folder: String, _ door: SessionScript.Door) -> String { "\(folder)/\(door.rawValue).sock" }

  func trim() async {
    _ = try? await store.trimLog(before: Timestamp(.now) + .seconds(-5), maximumBytes: 20_000_000)
  }

  func close() async {
    host.watch.endAll()
    for door in doors { door.stop() }
    host.outbox.stop()
    await serving.value
    await store.close()
    try? FileManager.default.removeItem(atPath: folder)
  }
}
