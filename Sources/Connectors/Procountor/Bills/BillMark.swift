import Core

/// Where a fetch of bills stands: behind which id the next page begins, and the newest version seen so far.
///
/// The list is ascending by id and not by version, so the mark may move only when all pages were read; until then the
/// newest version travels in the cursor: `9140|2026-03-05T10:00:00`.
struct BillMark {
  let previous: Int?
  private(set) var newest: String?

  init(_ cursor: String?) {
    let parts = (cursor ?? "").split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    previous = parts.first.flatMap { Int($0) }
    newest = parts.count == 2 && !parts[1].isEmpty ? String(parts[1]) : nil
  }

  /// `YYYY-MM-DDThh:mm:ss` sorts as text.
  mutating func see(_ rows: [JSON]) {
    // A moment that cannot be read would leave the next fetch without a beginning.
    let seen = rows.compactMap { $0["version"]?.words }.filter { Self.overlapping($0) != nil }
    newest = (seen + [newest].compactMap(\.self)).max()
  }

  func cursor(behind id: Int) -> String { "\(id)|\(newest ?? "")" }

  /// The moment an hour before a mark, on the same clock: what was saved while the last fetch ran is listed again.
  static func overlapping(_ mark: String) -> String? {
    let whole = mark.prefix(19)
    guard whole.count == 19, let moment = Timestamp(text: whole + "Z") else { return nil }
    return String((moment + .seconds(-3600)).text.prefix(19))
  }
}
