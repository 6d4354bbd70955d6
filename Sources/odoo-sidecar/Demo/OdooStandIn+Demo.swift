import Core
import Sandbox

extension OdooStandIn {
  /// The preview of one order.
  func preview(_ order: Int) async throws -> JSON {
    let answer = try await ask(
      "flow/preview",
      .record([
        ("flow", .string(ProcurosStories.flow)), ("connection", .string(DemoStage.connection)), ("ids", [.int(order)]),
        ("company_id", 1), ("deadline_ms", 20_000),
      ])
    )
    return answer["documents"]?[0] ?? .null
  }

  /// A scheduled action asks for a job and waits for its end.
  func poke(_ connection: String, _ job: String, dryRun: Bool = false) async throws -> JSON {
    try await ask(
      "schedule/poke",
      .record([
        ("connection", .string(connection)), ("job", .string(job)), ("dry_run", dryRun ? true : nil),
      ])
    )
  }

  func text(_ model: String, _ id: Int, _ field: String) -> String {
    let value = database.records.value(model, id, field) ?? .null
    return value.stringValue ?? value.text
  }

  /// The records whose field has this value.
  func ids(_ model: String, _ field: String, _ value: JSON) -> [Int] {
    let records = database.records
    return records.ids(model).filter { records.value(model, $0, field) == value }
  }

  /// What waits for somebody.
  func held() async throws -> [JSON] {
    let entries = try await ask("entry/list")["entries"]?.arrayValue ?? []
    return entries.filter { $0["state"] == "quarantined" }
  }
}

extension OdooRecords {
  /// Enters what an issue asks for, as a clerk would.
  mutating func mend(_ issue: JSON) {
    guard let model = issue["model"]?.stringValue, let record = issue["record"]?.intValue,
      let field = issue["field"]?.stringValue
    else { return }
    let values: [String: JSON] = ["ref": "4260123450090", "barcode": "4260123459901", "procuros_unit_type": "EA"]
    write(model, record, [field: values[field] ?? .null])
  }
}

extension String {
  /// The text with each line moved in.
  var indented: String { split(separator: "\n").map { "     " + $0 }.joined(separator: "\n") }
}
