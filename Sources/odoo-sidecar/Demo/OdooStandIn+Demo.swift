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
