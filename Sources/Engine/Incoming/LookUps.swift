package import Core
package import Mapping
package import Odoo

/// Finds the records that the identifiers of a document name: one search per kind of record, whatever the number of lines.
package struct LookUps {
  private let odoo: any OdooGateway
  private let company: Int

  /// - Parameters:
  ///   - odoo: where to search.
  ///   - company: records of other companies do not count.
  package init(_ odoo: any OdooGateway, company: Int) {
    self.odoo = odoo
    self.company = company
  }

  /// The document with its records, and with an issue for each identifier that does not name exactly one.
  ///
  /// - Throws: what a search throws.
  package func fill(_ document: IncomingDocument) async throws(Failure) -> IncomingDocument {
    let findings = try await search(document.allWanted)
    var run = LookUpRun(findings: findings, company: company)
    var filled = run.fill(document)
    filled.issues += run.issues
    return filled
  }

  private func search(_ wanted: [IncomingDocument.Wanted]) async throws(Failure) -> [LookUpKey: [JSON]] {
    var finders: [(finder: Finder, keys: [String])] = []
    for want in wanted {
      if let place = finders.firstIndex(where: { $0.finder.isSame(as: want.finder) }) {
        finders[place].keys.append(want.key)
      } else {
        finders.append((want.finder, [want.key]))
      }
    }
    var findings: [LookUpKey: [JSON]] = [:]
    for (finder, keys) in finders {
      let records = try await odoo.search(
        finder.model,
        domain: .array(finder.domain(Set(keys), company)),
        fields: finder.tree,
        order: nil,
        limit: nil
      )
      let byValue = Dictionary(grouping: records) { $0[finder.field]?.stringValue ?? "" }
      for key in Set(keys) {
        findings[LookUpKey(finder, key)] = finder.allSpellings(key).flatMap { byValue[$0] ?? [] }
      }
    }
    return findings
  }
}

struct LookUpKey: Hashable {
  private let model: String
  private let field: String
  private let key: String

  init(_ finder: Finder, _ key: String) {
    (model, field, self.key) = (finder.model, finder.field, key)
  }
}

extension Finder {
  fileprivate func isSame(as other: Finder) -> Bool { model == other.model && field == other.field }

  /// Without repeats, in their order.
  fileprivate func allSpellings(_ key: String) -> [String] {
    var seen: Set<String> = []
    return spellings(key).filter { seen.insert($0).inserted }
  }

  /// What an identifier may be found by, archived records included.
  func domain(_ keys: Set<String>, _ company: Int) -> [JSON] {
    let values = keys.sorted().flatMap(allSpellings).map(JSON.string)
    return [[.string(field), "in", .array(values)]]
      + (hasCompany ? [["company_id", "in", [.int(company), false]]] : [])
  }

  fileprivate var tree: JSON {
    var fields = JSONObject(reads.objectValue?.members ?? [])
    if hasActive { fields["active"] = .null }
    fields[field] = .null
    return .object(fields)
  }
}

extension IncomingDocument {
  fileprivate var allWanted: [Wanted] { wanted + lines.values.joined().flatMap(\.allWanted) }
}
