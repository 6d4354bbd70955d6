import Core

/// Whether a call may arrive twice without harm.
///
/// Reads may; a write brings to the same state again unless it adds rows; `load` does where each row has an external id.
/// Everything else may have been carried out although its answer was lost.
enum RepeatRule {
  private static let reads: Set<String> = [
    "check_access_rights", "context_get", "default_get", "fields_get", "get_metadata", "has_access", "has_group",
    "name_search", "onchange", "read", "read_group", "search", "search_count", "search_fetch", "search_read",
    "web_read", "web_read_group", "web_search_read",
  ]

  static func isSafe(_ method: String, _ arguments: JSONObject) -> Bool {
    switch method {
    case _ where reads.contains(method): true
    case "load": arguments["fields"]?.arrayValue?.contains("id") ?? false
    case "write": !addsRows(arguments["vals"])
    default: false
    }
  }

  /// `[0, 0, {…}]` in an x2many makes another row each time.
  private static func addsRows(_ values: JSON?) -> Bool {
    (values?.objectValue?.members ?? []).contains { member in
      (member.value.arrayValue ?? []).contains { $0[0]?.intValue == 0 && $0.arrayValue?.count == 3 }
    }
  }
}
