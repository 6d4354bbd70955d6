import Core
import Foundation

/// What the configuration says of partners for all connections that say nothing themselves: connector → setting → value.
enum PartnerCredentials {
  /// - Throws: `.configuration` `config.value` for a file that cannot be read, or that others can read.
  static func read(_ configuration: ServiceConfiguration) throws(Failure) -> [String: [String: String]] {
    var procountor: [String: String] = [:]
    if !configuration["procountor_client_id"].isEmpty {
      procountor["client_id"] = configuration["procountor_client_id"]
    }
    if let secret = try secret(configuration, "procountor_client_secret_file") { procountor["client_secret"] = secret }
    return ["procountor": procountor]
  }

  private static func secret(_ configuration: ServiceConfiguration, _ key: String) throws(Failure) -> String? {
    let path = configuration[key]
    guard !path.isEmpty else { return nil }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(.configuration, "config.value", "The \(key) \(path) is missing or cannot be read.")
    }
    guard SecretFile(path).isPrivate else {
      throw Failure(
        .configuration,
        "config.value",
        "The \(key) \(path) can be read by others.",
        hint: "chmod 600 \(path)"
      )
    }
    let secret = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard !secret.isEmpty else { throw Failure(.configuration, "config.value", "The \(key) \(path) is empty.") }
    return secret
  }
}
