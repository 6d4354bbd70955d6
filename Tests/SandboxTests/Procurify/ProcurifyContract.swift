import Core
import Foundation

@testable import Sandbox

/// The published description of Procurify's API, which is not ours to publish: `SIDECAR_CONTRACTS` names the folder with
/// `procurify-subset.json`.
struct ProcurifyContract: Sendable {
  private let document: JSON

  static var file: URL {
    if let folder = ProcessInfo.processInfo.environment["SIDECAR_CONTRACTS"] {
      return URL(fileURLWithPath: folder).appendingPathComponent("procurify-subset.json")
    }
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
    return repository.appendingPathComponent("../shared/reference/openapi/procurify-subset.json").standardizedFileURL
  }

  static let isHere = FileManager.default.fileExists(atPath: file.path)
  static let missing =
    "ANSWERS NOT COMPARED: no \(file.path); set SIDECAR_CONTRACTS to the folder with procurify-subset.json"

  init() throws { document = try JSON(parsing: try Data(contentsOf: Self.file)) }

  /// Members that came after the base of the description, as its appendix names them.
  private static let addedLater: Set = ["invoice_created", "invoice_total", "order_number"]

  /// The operations that look, and the parameters of each.
  var operations: [(path: String, parameters: [String])] {
    (document["paths"]?.objectValue?.members ?? []).compactMap { path, methods in
      methods["get"].map { operation in
        let query = (operation["parameters"]?.arrayValue ?? []).filter { $0["in"] == "query" }
        return (path, query.compactMap { $0["name"]?.stringValue })
      }
    }
  }

  /// What is wrong with an answer to an operation; a member that the description does not name is wrong too.
  func faults(_ answer: JSON, _ method: String, _ path: String) -> [String] {
    let responses = document["paths"]?[path]?[method]?["responses"]
    guard let schema = responses?["200"]?["content"]?["application/json"]?["schema"] else {
      return ["the description has no answer to \(method) \(path)"]
    }
    // The list of locations is described as a list of lists, which no server sends.
    guard path == "/api/v2/locations/" else { return faults(answer, schema, "$") }
    return (answer["data"]?.arrayValue ?? []).flatMap { faults($0, named("LocationView"), "$.data") }
  }

  private func named(_ name: String) -> JSON { document["components"]?["schemas"]?[name] ?? .null }

  private func faults(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    if let name = schema["$ref"]?.stringValue?.split(separator: "/").last {
      if value.isNull, schema["nullable"] == true { return [] }
      return faults(value, named(String(name)), place)
    }
    if value.isNull {
      // What is described as an object of a name only may be anything.
      let isOpen = schema["type"] == nil || (schema["type"] == "object" && schema["properties"] == nil)
      return schema["nullable"] == true || isOpen ? [] : ["\(place) may not be null"]
    }
    switch schema["type"]?.stringValue {
    case "object": return objectFaults(value, schema, place)
    case "array":
      guard let items = value.arrayValue else { return ["\(place) is no array"] }
      return items.flatMap { faults($0, schema["items"] ?? .null, "\(place)[]") }
    case "string": return Self.textFaults(value, schema, place)
    case "integer":
      return value.wholeNumber == nil ? ["\(place) is no integer"] : Self.choiceFaults(value, schema, place)
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
      + members.flatMap { member -> [String] in
        guard let schema = known[member.key] else {
          return Self.addedLater.contains(member.key) ? [] : ["\(place).\(member.key) is unknown"]
        }
        return faults(member.value, schema, "\(place).\(member.key)")
      }
  }

  private static func choiceFaults(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    guard let choices = schema["enum"]?.arrayValue, !choices.contains(value) else { return [] }
    return ["\(place) may not be \(value.text)"]
  }

  private static func textFaults(_ value: JSON, _ schema: JSON, _ place: String) -> [String] {
    guard let text = value.stringValue else { return ["\(place) is no text"] }
    if let most = schema["maxLength"]?.intValue, text.count > most { return ["\(place) is too long"] }
    if let pattern = schema["pattern"]?.stringValue, let regex = try? Regex(pattern), text.wholeMatch(of: regex) == nil
    {
      return ["\(place) may not be \(text)"]
    }
    let formats: [String: Format] = [
      "date": .date, "date-time": .dateTime, "uuid": .uuid, "uri": .uri, "email": .email,
    ]
    let format = schema["format"]?.stringValue.flatMap { formats[$0] } ?? .free
    return format.matches(text) ? choiceFaults(value, schema, place) : ["\(place) is no \(format.rawValue): \(text)"]
  }
}
