import Core
import Synchronization

/// What Odoo says of a field.
package struct FieldInfo: Sendable, Equatable {
  package let type: String
  package let relation: String?
  /// Digits after the point of a float; nil where Odoo does not limit them, or does not say.
  let digits: Int?
  /// The field with the currency of a monetary one. Known over HTTP only.
  let currencyField: String?

  init(type: String, relation: String?, digits: Int? = nil, currencyField: String? = nil) {
    self.type = type
    self.relation = relation
    self.digits = digits
    self.currencyField = currencyField
  }

  var isDecimal: Bool { type == "float" || type == "monetary" }
  var isList: Bool { type == "one2many" || type == "many2many" }
}

/// Which fields the models of one database have; asked once per model and registry.
///
/// One catalogue serves all peers of a database; a new registry (an addon was installed or upgraded) forgets everything.
package final class FieldCatalogue: Sendable {
  private struct State {
    var registry: String?
    var models: [String: [String: FieldInfo]?] = [:]
    var currencies: [Int: Int] = [:]
    var languages: Set<String>?
    var readsByLevel = false
  }

  private let state = Mutex(State())

  package init() {}

  /// Forgets what was learned under another registry.
  package func use(registry: String?) {
    state.withLock { state in
      guard state.registry != registry else { return }
      state = State(registry: registry)
    }
  }

  /// Forgets everything; where nothing says that an addon was installed, whoever holds the catalogue does this now and
  /// then.
  package func forget() {
    state.withLock { $0 = State(registry: $0.registry) }
  }

  func known(_ model: String) -> [String: FieldInfo]?? {
    state.withLock { $0.models[model] }
  }

  func learn(_ model: String, _ fields: [String: FieldInfo]?) {
    state.withLock { _ = $0.models.updateValue(fields, forKey: model) }
  }

  /// Digits after the point by currency.
  var currencies: [Int: Int] { state.withLock { $0.currencies } }

  func learn(currencies: [Int: Int]) { state.withLock { $0.currencies = currencies } }

  /// Codes of the languages that are installed; nil until somebody asked.
  var languages: Set<String>? { state.withLock { $0.languages } }

  func learn(languages: Set<String>) { state.withLock { $0.languages = languages } }

  /// True for an Odoo that cannot read a tree in one call.
  var readsByLevel: Bool { state.withLock { $0.readsByLevel } }

  package func readByLevel() { state.withLock { $0.readsByLevel = true } }
}
