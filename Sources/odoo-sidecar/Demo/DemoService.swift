import Core
import Foundation
import Storage

/// The real service as a process of its own.
final class DemoService: Sendable {
  let directory: String
  let socket: String
  private let process = LockedProcess()

  init() throws(Failure) {
    directory = NSTemporaryDirectory() + "/odoo-sidecar-demo-\(UUID().uuidString.prefix(8))"
    socket = directory + "/sidecar.sock"
    do {
      try FileManager.default.createDirectory(
        atPath: directory,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw Failure(.configuration, "demo.directory", "The directory \(directory) cannot be made.", detail: "\(error)")
    }
    try VaultKeyFile(directory + "/vault.key").create()
  }

  /// Starts a service beside a simulated partner, lets `body` play, and takes both down again, whatever happens.
  static func beside(
    _ simulator: @Sendable @escaping () async throws -> Void,
    _ body: @Sendable @escaping (DemoService) async throws -> Void
  ) async throws {
    let service = try DemoService()
    defer { service.remove() }
    try await withThrowingTaskGroup { group in
      group.addTask { try await simulator() }
      try await service.start()
      try await body(service)
      group.cancelAll()
    }
  }

  /// Starts the service and waits until it answers; also after `kill`.
  func start() async throws {
    try process.start(
      arguments: [
        "serve", "--socket", socket, "--set", "state_directory=\(directory)/state", "--set",
        "vault_key_file=\(directory)/vault.key", "--set", "lookup_wait_seconds=1", "--set", "backoff_base_seconds=1",
      ],
      log: directory + "/service.log"
    )
    let deadline = ContinuousClock.now + .seconds(20)
    while true {
      if (try? await ServiceClient.with(socket: socket, { try await $0.call("service/health") })) != nil { return }
      guard ContinuousClock.now < deadline else {
        let log = (try? String(contentsOfFile: directory + "/service.log", encoding: .utf8)) ?? ""
        throw Failure(.internal, "demo.service", "The service did not start within 20 s.\n\(log)")
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Ends the service as a power cut would.
  func kill() { process.end(SIGKILL) }

  /// Stops the service as systemd does, puts a backup in the place of its ledger and starts it again.
  func restore(_ backup: String) async throws {
    process.end(SIGTERM)
    _ = try await SQLiteStore.restore(backup, into: directory + "/state", at: Timestamp(.now))
    try await start()
  }

  func remove() {
    process.end(SIGTERM)
    try? FileManager.default.removeItem(atPath: directory)
  }
}
