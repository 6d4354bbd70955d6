import Core
import Foundation

/// Everything that one company has in Procountor, and what a call changes of it.
struct CompanyBooks: Sendable {
  let name: String
  private(set) var company: ProcountorCompany
  /// The moment of the call that is being answered.
  var now = Date(timeIntervalSince1970: 0)
  private var drawers: [Shelf: Drawer]
  /// How many invoices there are of each type; none is ever removed.
  private var invoiceCounts: [String: Int] = [:]
  /// What was changed since the last `takeChanges`, as lines of the state file.
  private var changes: [JSON] = []

  init(_ company: ProcountorCompany) {
    name = company.key
    self.company = company
    drawers = Dictionary(uniqueKeysWithValues: Shelf.allCases.map { ($0, Drawer($0)) })
  }

  var time: String { ProcountorClock.text(now) }
  var today: String { String(time.prefix(10)) }

  subscript(shelf: Shelf, id: Int?) -> Kept? { id.flatMap { drawers[shelf]?.byID[$0] } }

  /// All of a kind, by rising number.
  func all(_ shelf: Shelf) -> [Kept] {
    guard let drawer = drawers[shelf] else { return [] }
    return drawer.ids.compactMap { drawer.byID[$0] }
  }

  /// Keeps something new; its number is put into the body, and a version where the kind has one.
  @discardableResult
  mutating func add(_ shelf: Shelf, _ body: JSON, hidden: JSON = .object(JSONObject())) -> Kept {
    let id = drawers[shelf]?.next ?? shelf.firstID
    var body = body.putting(.int(id), at: "id")
    if shelf.hasVersions { body = body.putting(.string(time), at: "version") }
    let kept = Kept(id: id, created: time, body: body, hidden: hidden)
    note(shelf, kept)
    return kept
  }

  /// Replaces what is kept under a number; the version moves on, by a second at least.
  @discardableResult
  mutating func change(_ shelf: Shelf, _ id: Int, _ change: (inout Kept) -> Void) -> Kept? {
    guard let old = self[shelf, id] else { return nil }
    var kept = old
    change(&kept)
    if shelf.hasVersions {
      let version = ProcountorClock.later(than: old.version, time)
      kept.body = kept.body.putting(.string(version), at: "version")
    }
    note(shelf, kept)
    return kept
  }

  /// A change that is no new version: of what Procountor alone writes.
  mutating func changeQuietly(_ shelf: Shelf, _ id: Int, _ change: (inout Kept) -> Void) {
    guard var kept = self[shelf, id] else { return }
    change(&kept)
    note(shelf, kept)
  }

  mutating func remove(_ shelf: Shelf, _ id: Int) {
    drawers[shelf]?.remove(id)
    changes.append(["company": .string(name), "shelf": .string(shelf.rawValue), "gone": .int(id)])
  }

  mutating func change(_ settings: JSON) {
    company = company.changed(settings)
    changes.append(["company": .string(name), "settings": settings])
  }

  mutating func forgetAll() {
    drawers = Dictionary(uniqueKeysWithValues: Shelf.allCases.map { ($0, Drawer($0)) })
    invoiceCounts = [:]
    changes.append(["company": .string(name), "cleared": true])
  }

  /// The changes of a call that was carried out.
  mutating func takeChanges() -> [JSON] {
    defer { changes = [] }
    return changes
  }

  private mutating func note(_ shelf: Shelf, _ kept: Kept) {
    put(shelf, kept)
    changes.append([
      "company": .string(name), "shelf": .string(shelf.rawValue), "id": .int(kept.id),
      "created": .string(kept.created), "body": kept.body, "hidden": kept.hidden,
    ])
  }

  private mutating func put(_ shelf: Shelf, _ kept: Kept) {
    if shelf == .invoices, self[shelf, kept.id] == nil {
      invoiceCounts[kept.body["type"]?.stringValue ?? "", default: 0] += 1
    }
    drawers[shelf]?.put(kept)
  }

  /// The number of the next invoice of a type.
  func nextInvoiceNumber(_ type: String) -> Int { 1001 + invoiceCounts[type, default: 0] }

  /// Does again what a line of the state file says.
  /// - Returns: false when the line says nothing.
  mutating func replay(_ change: JSON) -> Bool {
    if let settings = change["settings"] {
      company = company.changed(settings)
    } else if change["cleared"] == true {
      forgetAll()
    } else if let shelf = change["shelf"]?.stringValue.flatMap(Shelf.init) {
      if let id = change["gone"]?.intValue {
        drawers[shelf]?.remove(id)
      } else if let kept = Kept(change) {
        put(shelf, kept)
      } else {
        return false
      }
    } else {
      return false
    }
    changes = []
    return true
  }
}

extension Kept {
  fileprivate init?(_ change: JSON) {
    guard let id = change["id"]?.intValue, let created = change["created"]?.stringValue, let body = change["body"]
    else { return nil }
    self.init(id: id, created: created, body: body, hidden: change["hidden"] ?? .object(JSONObject()))
  }
}
