import ArgumentParser
import Core
import Foundation

/// Looks at everything an installation needs and says the repair for each thing that is wrong.
struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check an installation and say how to repair it.",
    discussion: "Exit status 2 when something needs attention."
  )
  @OptionGroup var options: CommonOptions

  private struct Finding {
    let what: String
    let ok: Bool
    let text: String
  }

  func run() async throws {
    try await reporting {
      let configuration = try options.configuration()
      var findings = [key(configuration), state(configuration), disk(configuration)]
      findings += await service()
      if options.json {
        print(
          JSON.array(
            findings.map { .record([("check", .string($0.what)), ("ok", .bool($0.ok)), ("text", .string($0.text))]) }
          ).text
        )
      } else {
        for finding in findings { print("\(finding.ok ? "ok    " : "REPAIR") \(finding.what): \(finding.text)") }
      }
      if findings.contains(where: { !$0.ok }) { throw Ending.attention }
    }
  }

  private func key(_ configuration: ServiceConfiguration) -> Finding {
    do throws(Failure) {
      _ = try VaultKeyFile(configuration["vault_key_file"]).open()
      return Finding(what: "vault key", ok: true, text: configuration["vault_key_file"])
    } catch {
      return Finding(
        what: "vault key",
        ok: false,
        text: [error.message, error.hint].compactMap(\.self).joined(separator: " ")
      )
    }
  }

  private func state(_ configuration: ServiceConfiguration) -> Finding {
    let path = configuration["state_directory"]
    let ok = FileManager.default.isWritableFile(atPath: path)
    return Finding(
      what: "state directory",
      ok: ok,
      text: ok
        ? path : "\(path) is missing or not writable for this user. Start the service once, or correct its owner."
    )
  }

  private func disk(_ configuration: ServiceConfiguration) -> Finding {
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: configuration["state_directory"])
    guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else {
      return Finding(what: "disk", ok: false, text: "The free space of the state directory cannot be read.")
    }
    let text = "\(free / 1_048_576) MiB free"
    let ok = free > 512 * 1_048_576
    return Finding(what: "disk", ok: ok, text: ok ? text : "\(text). Make room, or lower log_megabytes.")
  }

  private func service() async -> [Finding] {
    do {
      return try await ServiceClient.with(options) { client in
        let health = try await client.call("service/health")
        var findings = [Finding(what: "service", ok: true, text: "version \(Console.cell(health["version"])) answers")]
        findings += Tick.all(health).map { Finding(what: "tick of \($0.database)", ok: $0.ok, text: $0.text) }
        findings += ScheduleTable.databases(try await client.call("schedule/list")).map {
          Finding(
            what: "database \($0.name)",
            ok: $0.trouble == nil,
            text: $0.trouble ?? "reached, nothing keeps its work"
          )
        }
        let connections = try await client.call("connection/list")["connections"]?.arrayValue ?? []
        for odoo in try await client.call("odoo/list")["odoos"]?.arrayValue ?? [] {
          findings += try await look(odoo, client)
        }
        if connections.isEmpty {
          findings.append(
            Finding(
              what: "connections",
              ok: false,
              text: "None yet. Open a connector in Odoo and save it, or over HTTP use `connection add`."
            )
          )
        }
        for connection in connections { findings.append(try await test(connection, client)) }
        return findings
      }
    } catch let failure as Failure {
      return [
        Finding(
          what: "service",
          ok: false,
          text: [failure.message, failure.hint].compactMap(\.self).joined(separator: " ")
        )
      ]
    } catch {
      return [Finding(what: "service", ok: false, text: "\(error)")]
    }
  }

  /// One line when all is well, else one for each thing to repair.
  private func look(_ odoo: JSON, _ client: ServiceClient) async throws -> [Finding] {
    let name = "odoo \(Console.cell(odoo["name"]))"
    let answer = try await client.call("odoo/test", .record([("database", odoo["id"])]))
    let bad = (answer["steps"]?.arrayValue ?? []).filter { $0["ok"] != true || $0["warning"] == true }
    guard bad.isEmpty else {
      return bad.map { Finding(what: name, ok: false, text: Console.cell($0["message"])) }
    }
    return [Finding(what: name, ok: true, text: "Odoo \(Console.cell(odoo["version"])), signed in, with all rights")]
  }

  private func test(_ connection: JSON, _ client: ServiceClient) async throws -> Finding {
    let name = "connection \(Console.cell(connection["name"]))"
    let answer = try await client.call(
      "connection/test",
      .record([("key", connection["key"]), ("database", connection["database"])])
    )
    let bad = answer["steps"]?.arrayValue?.first { $0["ok"] != true }
    return Finding(what: name, ok: bad == nil, text: bad.map { Console.cell($0["message"]) } ?? "reachable, signed in")
  }
}
