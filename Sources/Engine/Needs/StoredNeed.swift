import Core
import Storage

/// A need as the ledger keeps it with the document that has it.
struct StoredNeed: Sendable, Equatable {
  var need: Need
  /// The entry of the needed record; nil where Odoo knew the partner's id already, and where the place stays empty.
  var entry: Int64?
  /// What the partner calls the record; nil until that is known.
  var externalID: String?

  /// True while the document may not leave because of it.
  var isOpen: Bool { entry != nil && externalID == nil }

  init(_ need: Need, entry: Int64? = nil, externalID: String? = nil) {
    self.need = need
    self.entry = entry
    self.externalID = externalID
  }

  fileprivate init?(_ json: JSON) {
    guard let flow = json["flow"]?.stringValue, let model = json["model"]?.stringValue,
      let record = json["record"]?.intValue, let path = json["path"]?.arrayValue?.compactMap(\.stringValue),
      let form = json["form"]?.stringValue.flatMap({ Need.Form(rawValue: $0) })
    else { return nil }
    need = Need(flow: flow, model: model, record: record, path: path, creates: true, form: form)
    entry = json["entry"]?.intValue.map(Int64.init)
    externalID = json["external_id"]?.stringValue
  }

  fileprivate var json: JSON {
    .record([
      ("flow", .string(need.flow)), ("model", .string(need.model)), ("record", .int(need.record)),
      ("path", .array(need.path.map(JSON.string))), ("form", .string(need.form.rawValue)),
      ("entry", entry.map { .int(Int($0)) }), ("external_id", externalID.map(JSON.string)),
    ])
  }
}

extension Entry {
  private static let needsKey = "needs"

  /// What the partner must know before the first request leaves, with the ids that are known by now.
  var needs: [StoredNeed] {
    get { (context[Self.needsKey]?.arrayValue ?? []).compactMap { StoredNeed($0) } }
    set { context = context.setting(Self.needsKey, to: newValue.isEmpty ? nil : .array(newValue.map(\.json))) }
  }
}

extension [StoredNeed] {
  /// The body with every id that is known in its place.
  ///
  /// - Throws: `.internal` `need.place` when the body has no such place, or the id is no number where one must stand.
  func filling(_ body: [UInt8]) throws(Failure) -> [UInt8] {
    let known = filter { $0.externalID != nil }
    guard !known.isEmpty else { return body }
    guard var json = try? JSON(parsing: body) else { throw .noPlace("the body") }
    for stored in known {
      guard let id = stored.value, let filled = json.putting(id, at: stored.need.path[...]) else {
        throw .noPlace(stored.need.path.joined(separator: "."))
      }
      json = filled
    }
    return json.bytes
  }
}

extension StoredNeed {
  /// The id as it stands in the body; nil when it is no number where one must stand.
  fileprivate var value: JSON? {
    switch need.form {
    case .text: externalID.map(JSON.string)
    case .number: externalID.flatMap { Int($0) }.map(JSON.int)
    }
  }
}

extension JSON {
  /// The value with something put at a place in it, which need not be there yet in an object; nil for no such place.
  fileprivate func putting(_ value: JSON, at path: ArraySlice<String>) -> JSON? {
    guard let step = path.first else { return value }
    let rest = path.dropFirst()
    switch self {
    case .object(var object):
      guard let below = (object[step] ?? .null).putting(value, at: rest) else { return nil }
      object[step] = below
      return .object(object)
    case .array(var items):
      guard let index = Int(step), items.indices.contains(index), let below = items[index].putting(value, at: rest)
      else { return nil }
      items[index] = below
      return .array(items)
    default:
      return nil
    }
  }
}

extension Failure {
  fileprivate static func noPlace(_ path: String) -> Failure {
    Failure(
      .internal,
      "need.place",
      "The id of a needed record has no place in the document (\(path)).",
      hint: "Report this with the correlation id of the log."
    )
  }
}
