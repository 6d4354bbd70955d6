import ArgumentParser
import Core

extension ConnectionCommand {
  struct Settings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say which settings a connector has, or what they are in a connection.",
      discussion: "Records of Odoo are given by their ids. Secrets are never shown."
    )
    @OptionGroup var options: CommonOptions
    @Argument(help: "A connector, for example procurify, or the key or name of a connection.") var of: String

    func run() async throws {
      try await reporting {
        let answer = try await ServiceClient.with(options) { client in try await described(client) }
        if options.json { return print(answer.text) }
        let rows = (answer["settings"]?.arrayValue ?? []).map(Self.row)
        Console.table(["setting", "value", "kind", "meaning"], rows)
      }
    }

    /// What `connector/describe` says, each setting with its `value` where a connection is asked for.
    private func described(_ client: ServiceClient) async throws(Failure) -> JSON {
      let connectors = try await client.call("connector/list")["connectors"]?.arrayValue ?? []
      if connectors.contains(where: { $0["id"]?.stringValue == of }) {
        return try await client.call("connector/describe", ["connector": .string(of)])
      }
      let content = try await ConnectionDraft.find(of, client).content
      let values = content["settings"] ?? [:]
      let answer = try await client.call("connector/describe", .record([("connector", content["connector"])]))
      let settings = (answer["settings"]?.arrayValue ?? []).map { setting in
        with("value", values[setting["key"]?.stringValue ?? ""] ?? .null, in: setting)
      }
      return with("settings", .array(settings), in: answer)
    }

    private func with(_ name: String, _ value: JSON, in json: JSON) -> JSON {
      var object = json.objectValue ?? JSONObject()
      object[name] = value
      return .object(object)
    }

    private static func row(_ setting: JSON) -> [String] {
      let given = setting["value"].flatMap { $0.isNull || $0 == "" ? nil : Console.cell($0) }
      let standard = setting["default"].flatMap { $0.isNull || $0 == "" ? nil : "(\(Console.cell($0)))" }
      let isRequired = setting["required"] == true
      return [
        Console.cell(setting["key"]), given ?? standard ?? (isRequired ? "REQUIRED" : "-"), kind(setting),
        meaning(setting),
      ]
    }

    private static func kind(_ setting: JSON) -> String {
      let choices = (setting["choices"]?.arrayValue ?? []).map { Console.cell($0["value"]) }
      if !choices.isEmpty { return choices.joined(separator: "|") }
      if let model = setting["model"]?.stringValue { return "id of \(model)" }
      return Console.cell(setting["type"])
    }

    private static func meaning(_ setting: JSON) -> String {
      let help = setting["help"]?.stringValue ?? ""
      return help.isEmpty ? Console.cell(setting["label"]) : "\(Console.cell(setting["label"])): \(help)"
    }
  }
}
