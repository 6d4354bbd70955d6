package import Core

extension DocumentView {
  /// An issue on the field at a dotted path, or on the first empty relation on the way to it: with its record, label,
  /// value and probe. `code` is listed in `protocol/errors.md`; `path` is the partner's field, if there is one.
  package func issue(
    _ code: String,
    _ message: String,
    at field: String,
    severity: Issue.Severity = .error,
    path: String? = nil,
    repair: String? = nil,
    params: [String: String] = [:]
  ) -> Issue {
    let steps = Row.steps(field)
    return named(find(steps), steps) { place in
      Issue(code, message, severity: severity, path: path, repair: repair, params: place.params.merging(params) { $1 })
    }
  }

  /// The issue of a row's fault at a field.
  func issue(_ fault: Fault, _ found: Found, _ steps: [String], path: String) -> Issue {
    // Where a relation on the way is empty, that relation is what is missing.
    let fault = found.depth + 1 < steps.count ? .missing(noun: nil) : fault
    return named(found, steps) { place in
      let (subject, label) = (place.subject, place.label)
      var params = place.params
      params["noun"] = fault.noun(label: label)
      return Issue(
        fault.code,
        fault.message(subject: subject, label: label, value: place.value ?? ""),
        severity: fault.severity,
        path: path,
        repair: fault.repair(subject: subject, label: label),
        params: params
      )
    }
  }

  /// The issue of a row's fault in a setting of the connection.
  func issue(_ fault: Fault, setting key: String, path: String) -> Issue {
    let (subject, label) = ("the connection", table.label(key))
    let value = context.settings[key].flatMap(Self.text)
    let message = fault.message(subject: subject, label: label, value: value ?? "")
    return Issue(
      fault.code,
      message.prefix(1).uppercased() + message.dropFirst(),
      severity: fault.severity,
      model: "sidecar.connection",
      field: key,
      label: label,
      value: value,
      path: path,
      repair: fault.repair(subject: subject, label: label),
      params: ["subject": subject, "label": label, "noun": fault.noun(label: label)]
    )
  }

  /// What the sentences of an issue are made of.
  private struct Place {
    let subject: String
    let label: String
    let value: String?
    var params: [String: String] { ["subject": subject, "label": label] }
  }

  private func named(_ found: Found, _ steps: [String], _ make: (Place) -> Issue) -> Issue {
    let step = steps.indices.contains(found.depth) ? steps[found.depth] : ""
    let newest = table.derivation?.fields[step] ?? step
    let model = table.model(at: trail + steps.prefix(found.depth))
    let (record, name) = (found.holder["id"]?.intValue, Self.name(of: found.holder))
    let place = Place(
      subject: name ?? "\(model) \(record ?? 0)",
      label: table.label(newest, of: model),
      value: found.holder[newest].flatMap(Self.text)
    )
    var issue = make(place)
    issue.model = model
    issue.record = record
    issue.recordName = name
    issue.field = context.fieldName(model, newest)
    issue.label = place.label
    issue.value = place.value
    issue.probe = record.map { .field(model: model, record: $0, field: context.fieldName(model, newest)) }
    return issue
  }

  /// What a sentence calls this record.
  package var displayName: String { Self.name(of: record) ?? "The document" }

  /// The first line of the display name: that of an order line holds its whole description.
  private static func name(of record: JSON) -> String? {
    Conversion.trimmed(record["display_name"])?.stringValue?.split(whereSeparator: \.isNewline).first.map(String.init)
  }

  /// What stands in a field, as text.
  private static func text(_ value: JSON) -> String? {
    switch value {
    case .null, .array: nil
    case .string(let text): text
    case .object: value["display_name"]?.stringValue
    default: value.text
    }
  }
}
