import Core

/// Times as the tenant's server writes them: `2026-03-02T09:30:00Z` usually, with a fraction, an offset or no zone when
/// the setting `times` says so.
enum ShownTime {
  static func rewritten(_ body: JSON, _ settings: ProcurifySettings) -> JSON {
    let tail = ["fraction": ".123456Z", "offset": "+00:00", "naive": ""][settings["times"]?.stringValue ?? ""]
    return tail.map { rewritten(body, $0) } ?? body
  }

  private static func rewritten(_ body: JSON, _ tail: String) -> JSON {
    switch body {
    case .string(let text) where text.utf8.count == 20 && text.hasSuffix("Z") && Format.dateTime.matches(text):
      .string(text.dropLast() + tail)
    case .array(let items): .array(items.map { rewritten($0, tail) })
    case .object(let object):
      .object(JSONObject(object.members.map { (key: $0.key, value: rewritten($0.value, tail)) }))
    default: body
    }
  }
}
