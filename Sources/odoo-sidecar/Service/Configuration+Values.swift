import Core
import Engine
import Foundation
import HTTP
import Host
import ServiceLifecycle
import Storage

extension Timing {
  init(_ configuration: ServiceConfiguration) throws(Failure) {
    self.init(
      lookupWait: .seconds(try configuration.number("lookup_wait_seconds", 0...86_400)),
      backoffBase: .seconds(try configuration.number("backoff_base_seconds", 1...3600)),
      backoffCap: .seconds(try configuration.number("backoff_cap_seconds", 1...86_400)),
      maximumAge: .seconds(3600 * (try configuration.number("maximum_age_hours", 1...8760))),
      parallelPerConnection: try configuration.number("parallel_per_connection", 1...256)
    )
  }
}

extension HTTPClient.Configuration {
  init(_ configuration: ServiceConfiguration) throws(Failure) {
    let ca = configuration["ca_file"]
    if !ca.isEmpty, !FileManager.default.isReadableFile(atPath: ca) {
      throw Failure(.configuration, "config.value", "The ca_file \(ca) cannot be read.")
    }
    let proxy = configuration["proxy"]
    self.init(
      userAgent: "odoo-sidecar/\(Sidecar.version)",
      caFile: ca.isEmpty ? nil : ca,
      proxy: proxy.isEmpty ? nil : proxy
    )
  }
}

extension SocketDoor.Configuration {
  init(_ configuration: ServiceConfiguration) throws(Failure) {
    guard let mode = UInt32(configuration["socket_mode"], radix: 8), mode <= 0o777 else {
      throw Failure(.configuration, "config.value", "socket_mode must be octal, for example 0660.")
    }
    let own = getuid()
    self.init(
      path: configuration["socket"],
      mode: mode,
      odooUsers: Set(try Self.uids(configuration["odoo_users"], "odoo_users")),
      operators: Set(try Self.uids(configuration["operators"], "operators") + [own, 0])
    )
  }

  /// Names or numbers, separated by commas, as uids.
  private static func uids(_ list: String, _ key: String) throws(Failure) -> [UInt32] {
    var uids: [UInt32] = []
    for part in list.split(separator: ",") {
      let name = part.trimmingCharacters(in: .whitespaces)
      if let uid = UInt32(name) {
        uids.append(uid)
      } else if let entry = getpwnam(name) {
        uids.append(entry.pointee.pw_uid)
      } else {
        throw Failure(.configuration, "config.value", "The user \(name) in \(key) does not exist on this machine.")
      }
    }
    return uids
  }
}

/// Forgets old exchanges and abandoned staged settings, once an hour.
struct LogRetention: ServiceLifecycle.Service {
  private let environment: Environment
  private let age: Duration
  private let bytes: Int64

  init(_ configuration: ServiceConfiguration, _ environment: Environment) throws(Failure) {
    self.environment = environment
    age = .seconds(86_400 * (try configuration.number("log_days", 1...3650)))
    bytes = Int64(try configuration.number("log_megabytes", 1...1_000_000)) * 1_048_576
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await trim()
        await environment.time.sleep(for: .seconds(3600))
      }
    }
  }

  private func trim() async {
    let now = environment.time.now()
    do throws(Failure) {
      _ = try await environment.store.trimLog(
        before: now + .milliseconds(-age.milliseconds),
        maximumBytes: bytes
      )
      try await Connections(environment).dropAbandoned()
    } catch {
      environment.report(.warning, "The log could not be trimmed: \(error.message)", ["code": error.code])
    }
  }
}
