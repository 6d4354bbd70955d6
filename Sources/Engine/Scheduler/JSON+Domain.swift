import Core

extension JSON {
  /// The domain that any of these domains of Odoo fits; each may have several terms, all of which it wants.
  static func either(_ domains: [[JSON]]) -> JSON {
    let terms = domains.map { domain -> [JSON] in
      // No term at all fits everything.
      guard !domain.isEmpty else { return [["id", "!=", false]] }
      return Array(repeating: "&", count: operands(domain) - 1) + domain
    }
    return .array(Array(repeating: "|", count: max(terms.count - 1, 0)) + terms.flatMap(\.self))
  }

  /// How many terms stand side by side in a domain in prefix notation.
  private static func operands(_ domain: [JSON]) -> Int {
    domain.reduce(0) { count, term in term == "&" || term == "|" ? count - 1 : term == "!" ? count : count + 1 }
  }
}
