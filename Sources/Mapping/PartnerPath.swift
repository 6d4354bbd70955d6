package import Core

/// Where a value stands in the partner's document: `header.currency`, or `identifiers[GS1]` for the entry of an array
/// that names its domain: `{"identifier": value, "domain": "GS1"}`.
package struct PartnerPath: Sendable, Equatable, ExpressibleByStringLiteral {
  package let text: String
  private let steps: [Step]

  private struct Step: Sendable, Equatable {
    let name: String
    let domain: String?

    init(_ text: Substring) {
      let parts = text.split(separator: "[", maxSplits: 1)
      name = String(parts.first ?? "")
      domain = parts.count == 2 ? String(parts[1].dropLast()) : nil
    }
  }

  package var isEmpty: Bool { steps.isEmpty }

  /// The members on the way, without brackets: `transportUnits[].items` is `transportUnits`, `items`.
  var names: [String] { steps.map(\.name) }

  package init(stringLiteral value: String) {
    text = value
    steps = value.split(separator: ".").map(Step.init)
  }

  /// What stands at this path; nil where nothing does.
  ///
  /// Of an array's entries the first that names the domain and says something counts; an entry without a domain is of
  /// `GS1`, which is the partner's default.
  package func value(in json: JSON?) -> JSON? {
    steps.reduce(json) { value, step in
      guard let domain = step.domain else { return value?[step.name] }
      return (value?[step.name]?.arrayValue ?? [])
        .filter { Conversion.trimmed($0["domain"]) ?? "GS1" == .string(domain) }
        .lazy.compactMap { Conversion.trimmed($0["identifier"]) }.first
    }
  }

  /// Puts the value at this path and makes the objects on the way; what stood there is replaced.
  func put(_ value: JSON, into object: inout JSONObject) {
    Self.put(value, at: steps[...], into: &object)
  }

  private static func put(_ value: JSON, at steps: ArraySlice<Step>, into object: inout JSONObject) {
    guard let step = steps.first else { return }
    if steps.count > 1 {
      var inner = object[step.name]?.objectValue ?? JSONObject()
      put(value, at: steps.dropFirst(), into: &inner)
      object[step.name] = .object(inner)
    } else if let domain = step.domain {
      let others = (object[step.name]?.arrayValue ?? []).filter { $0["domain"]?.stringValue != domain }
      object[step.name] = .array(others + [["identifier": value, "domain": .string(domain)]])
    } else {
      object[step.name] = value
    }
  }
}
