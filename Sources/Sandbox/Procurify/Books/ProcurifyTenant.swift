import Core
import Foundation

/// Everything that one customer of Procurify has, and what a change leaves behind for the state file.
struct ProcurifyTenant: Sendable {
  private(set) var settings: ProcurifySettings
  /// The moment of the call that is being answered.
  var now = Date(timeIntervalSince1970: 0)
  private var drawers: [ProcurifyShelf: ProcurifyDrawer] = [:]
  private var changes: [JSON] = []

  init(_ settings: ProcurifySettings) {
    self.settings = settings
    empty()
  }

  var time: String { ProcurifyClock.text(now) }

  subscript(shelf: ProcurifyShelf, id: Int?) -> ProcurifyRecord? { id.flatMap { drawers[shelf]?.byID[$0] } }

  /// All of a kind, by rising number.
  func all(_ shelf: ProcurifyShelf) -> [ProcurifyRecord] {
    guard let drawer = drawers[shelf] else { return [] }
    return drawer.ids.compactMap { drawer.byID[$0] }
  }

  func all(_ shelf: ProcurifyShelf, _ ids: [Int]) -> [ProcurifyRecord] {
    ids.compactMap { drawers[shelf]?.byID[$0] }
  }

  @discardableResult
  mutating func add(_ shelf: ProcurifyShelf, _ body: JSON) -> ProcurifyRecord {
    let id = drawers[shelf]?.next ?? shelf.firstID
    let record = ProcurifyRecord(id: id, created: time, modified: time, body: body)
    note(shelf, record)
    return record
  }

  /// Changes a record; it was modified now, unless the change says otherwise.
  @discardableResult
  mutating func change(
    _ shelf: ProcurifyShelf,
    _ id: Int,
    touch: Bool = true,
    _ change: (inout ProcurifyRecord) -> Void
  ) -> ProcurifyRecord? {
    guard var record = self[shelf, id] else { return nil }
    if touch { record.modified = time }
    change(&record)
    note(shelf, record)
    return record
  }

  mutating func remove(_ shelf: ProcurifyShelf, _ id: Int) {
    drawers[shelf]?.remove(id)
    changes.append(["shelf": .string(shelf.rawValue), "gone": .int(id)])
  }

  mutating func change(_ change: JSON) {
    settings = settings.changed(change)
    changes.append(["settings": change])
  }

  /// Forgets all records; the settings stay.
  mutating func forgetAll() {
    empty()
    changes.append(["cleared": true])
  }

  mutating func takeChanges() -> [JSON] {
    defer { changes = [] }
    return changes
  }

  /// Does again what a line of the state file says.
  /// - Returns: false when the line says nothing.
  mutating func replay(_ change: JSON) -> Bool {
    defer { changes = [] }
    if let change = change["settings"] {
      settings = settings.changed(change)
    } else if change["cleared"] == true {
      empty()
    } else if let shelf = change["shelf"]?.stringValue.flatMap(ProcurifyShelf.init) {
      if let id = change["gone"]?.intValue {
        drawers[shelf]?.remove(id)
      } else if let record = ProcurifyRecord(line: change) {
        drawers[shelf]?.put(record)
      } else {
        return false
      }
    } else {
      return false
    }
    return true
  }

  private mutating func empty() {
    drawers = Dictionary(uniqueKeysWithValues: ProcurifyShelf.allCases.map { ($0, ProcurifyDrawer($0)) })
  }

  private mutating func note(_ shelf: ProcurifyShelf, _ record: ProcurifyRecord) {
    drawers[shelf]?.put(record)
    changes.append(record.line.putting(.string(shelf.rawValue), at: "shelf"))
  }
}
