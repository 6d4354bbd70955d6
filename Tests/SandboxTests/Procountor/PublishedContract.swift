import Core
import Foundation

@testable import Sandbox

/// The vendor's OpenAPI file, which is not ours to publish: `SIDECAR_CONTRACTS` names the folder with `procountor.json`.
struct PublishedContract: Sendable {
  let document: JSON

  /// The setting, else the folder beside the repository where we keep such files.
  static var file: URL {
    if let folder = ProcessInfo.processInfo.environment["SIDECAR_CONTRACTS"] {
      return URL(fileURLWithPath: folder).appendingPathComponent("procountor.json")
    }
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
    return repository.appendingPathComponent("../shared/reference/openapi/procountor.json").standardizedFileURL
  }

  static let isHere = FileManager.default.fileExists(atPath: file.path)
  static let missing = "ANSWERS NOT COMPARED: no \(file.path); set SIDECAR_CONTRACTS to the folder with procountor.json"

  init() throws { document = try JSON(parsing: try Data(contentsOf: Self.file)) }

  func schema(_ name: String) -> JSON { document["components"]?["schemas"]?[name] ?? .null }

  /// What is wrong with an answer, by the operation it answers; a member that the contract does not name is wrong too.
  func faults(_ answer: JSON, _ method: String, _ path: String, _ status: Int) -> [String] {
    let responses = document["paths"]?[path]?[method]?["responses"]
    guard let schema = responses?[String(status)]?["content"]?["application/json"]?["schema"] else {
      return ["the contract has no answer \(status) to \(method) \(path)"]
    }
    return faults(answer, schema, "$")
  }

  func faults(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    if let name = schema["$ref"]?.stringValue?.split(separator: "/").last {
      return faults(value, self.schema(String(name)), place)
    }
    if let choices = schema["oneOf"]?.arrayValue {
      let found = choices.map { faults(value, $0, place) }
      return found.contains { $0.isEmpty } ? [] : found.first ?? []
    }
    switch schema["type"]?.stringValue {
    case "object": return objectFaults(value, schema, place)
    case "array":
      guard let items = value.arrayValue else { return ["\(place) is no array"] }
      return items.enumerated().flatMap { faults($1, schema["items"] ?? .null, "\(place)[\($0)]") }
    case "string": return Self.textFaults(value, schema, place)
    case "integer": return value.wholeNumber == nil ? ["\(place) is no integer"] : []
    case "number": return value.number == nil ? ["\(place) is no number"] : []
    case "boolean": return value.boolValue == nil ? ["\(place) is no boolean"] : []
    default: return []
    }
  }

  private func objectFaults(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    guard let members = value.objectValue?.members else { return ["\(place) is no object"] }
    guard let known = schema["properties"] else { return [] }
    let required = (schema["required"]?.arrayValue ?? []).compactMap(\.stringValue)
    let missing = required.filter { value[$0] == nil }.map { "\(place).\($0) is missing" }
    return missing
      + members.filter { !$0.value.isNull }.flatMap { member -> [String] in
        guard let schema = known[member.key] else { return ["\(place).\(member.key) is unknown"] }
        return faults(member.value, schema, "\(place).\(member.key)")
      }
  }

  private static func textFaults(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    guard let text = value.stringValue else { return ["\(place) is no text"] }
    if let choices = schema["enum"]?.arrayValue, !choices.contains(value) { return ["\(place) may not be \(text)"] }
    if let most = schema["maxLength"]?.intValue, text.count > most { return ["\(place) is too long"] }
    switch schema["format"]?.stringValue {
    case "date": return Format.date.matches(text) ? [] : ["\(place) is no day"]
    // Times have no zone here, whatever `date-time` means elsewhere.
    case "date-time": return Format.localTime.matches(text) ? [] : ["\(place) is no time"]
    default: return []
    }
  }
}
