import Core
import Engine
import Foundation
import HTTP
import Host
import Logging
import NIOPosix
import ServiceLifecycle
import Storage
import UnixSignals

/// The running service: opened from its configuration, stopped by a signal.
struct Service {
  private let host: Sidecar
  private let door: SocketDoor
  private let store: SQLiteStore
  private let logger: Logger
  private let retention: LogRetention
  private let socket: String

  init(_ configuration: ServiceConfiguration) async throws(Failure) {
    logger = try OperatorLog.logger(configuration)
    let time = SystemTime()
    let vault = try VaultKeyFile(configuration["vault_key_file"]).open()
    store = try await SQLiteStore.open(directory: configuration["state_directory"], now: time.now())
    let logger = logger
    let environment = Environment(
      store: store,
      vault: vault,
      http: HTTPClient(try HTTPClient.Configuration(configuration)),
      time: time,
      connectors: connectors,
      timing: try Timing(configuration),
      credentials: try PartnerCredentials.read(configuration),
      report: { level, message, facts in OperatorLog.write(logger, level, message, facts) }
    )
    host = Sidecar(environment)
    var address = try SocketDoor.Configuration(configuration)
    address.inherited = SystemdSocket.inherited()
    door = SocketDoor(host, address, group: .singleton)
    retention = try LogRetention(configuration, environment)
    socket = configuration["socket"]
  }

  /// Serves until TERM or INT; requests under way get 8 seconds.
  func run() async throws(Failure) {
    var group = ServiceGroupConfiguration(
      services: [
        OutboxService(host: host), JobService(host: host), RemoteService(host: host),
        DoorService(host: host, door: door, logger: logger), retention,
      ],
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() }
    )
    group.maximumGracefulShutdownDuration = Duration.seconds(8)
    logger.info("starting", metadata: ["version": "\(Sidecar.version)", "socket": "\(socket)"])
    do {
      try await ServiceGroup(configuration: group).run()
    } catch let failure as Failure {
      throw failure
    } catch is CancellationError {
      // The 8 seconds are over; what was under way is in doubt and will be looked up.
    } catch {
      throw Failure(.internal, "service.ended", "The service ended.", detail: String(describing: error))
    }
    await store.close()
    SystemdNotifier.tell("STOPPING=1")
    logger.info("stopped")
  }
}

/// The worker, as long as the service runs.
private struct OutboxService: ServiceLifecycle.Service {
  let host: Sidecar
  let watchdog = SystemdWatchdog()

  func run() async throws {
    await withGracefulShutdownHandler {
      await host.outbox.run { watchdog.feed() }
    } onGracefulShutdown: {
      host.outbox.stop()
    }
  }
}

/// What scheduled actions asked for, as long as the service runs.
private struct JobService: ServiceLifecycle.Service {
  let host: Sidecar

  func run() async throws {
    await withGracefulShutdownHandler {
      await host.jobs.run()
    } onGracefulShutdown: {
      host.jobs.stop()
    }
  }
}

/// Work of databases over HTTP, as long as the service runs.
private struct RemoteService: ServiceLifecycle.Service {
  let host: Sidecar

  func run() async throws {
    await withGracefulShutdownHandler {
      await host.remote.run()
    } onGracefulShutdown: {
      host.remote.stop()
    }
  }
}

/// The socket, as long as the service runs.
private struct DoorService: ServiceLifecycle.Service {
  let host: Sidecar
  let door: SocketDoor
  let logger: Logger

  func run() async throws {
    try await withGracefulShutdownHandler {
      try await door.run {
        logger.info("ready")
        SystemdNotifier.tell("READY=1")
      }
    } onGracefulShutdown: {
      host.watch.endAll()
      door.stop()
    }
  }
}
