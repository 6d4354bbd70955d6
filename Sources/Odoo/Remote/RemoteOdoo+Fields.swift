import Core
import Synchronization

/// What Odoo says of its fields.
extension RemoteOdoo {
  private static let attributes: JSON = ["type", "relation", "digits", "currency_field"]

  func fields(of model: String) async throws(Failure) -> [String: FieldInfo]? {
    if let known = catalogue.known(model) { return known }
    return try await ask(for: model)
  }

  /// Nothing tells over HTTP that an addon was installed: a field that seems to be missing is asked for once more.
  func fieldsAnew(of model: String) async throws(Failure) -> [String: FieldInfo]? {
    fresh.contains(model) ? nil : try await ask(for: model)
  }

  private func ask(for model: String) async throws(Failure) -> [String: FieldInfo]? {
    let fields = try await described(model)
    catalogue.learn(model, fields)
    fresh.insert(model)
    return fields
  }

  private func described(_ model: String) async throws(Failure) -> [String: FieldInfo]? {
    let arguments = JSONObject([("attributes", Self.attributes)])
    let answer: JSON
    do throws(Failure) {
      answer = try await ask(model, "fields_get", ids: nil, arguments)
    } catch  where error.code == "odoo.field_missing" {
      return nil
    }
    let members = answer.objectValue?.members ?? []
    let names = Set(members.map(\.key))
    return Dictionary(
      members.map { ($0.key, FieldInfo(described: $0.value, among: names)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Digits after the point by currency; asked for again when one of these is not among them.
  func currencies(_ wanted: Set<Int>) async throws(Failure) -> [Int: Int] {
    let known = catalogue.currencies
    guard !wanted.isSubset(of: Set(known.keys)) else { return known }
    let arguments = JSONObject([("domain", []), ("fields", ["decimal_places"])])
    let rows = try await ask("res.currency", "search_read", ids: nil, arguments).arrayValue ?? []
    let pairs = rows.compactMap { row -> (Int, Int)? in
      guard let id = row["id"]?.intValue, let digits = row["decimal_places"]?.intValue else { return nil }
      return (id, digits)
    }
    let digits = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    catalogue.learn(currencies: digits)
    return digits
  }
}

extension FieldInfo {
  /// - Parameters:
  ///   - json: what `fields_get` says of the field.
  ///   - names: of all fields of its model.
  fileprivate init(described json: JSON, among names: Set<String>) {
    let type = json["type"]?.stringValue ?? ""
    // Before 16.0 a monetary field does not say where its currency is; these are the names that count as given.
    let usual = ["currency_id", "x_currency_id", "company_currency_id"].first(where: names.contains)
    self.init(
      type: type,
      relation: json["relation"]?.stringValue,
      digits: json["digits"]?[1]?.intValue,
      currencyField: type == "monetary" ? json["currency_field"]?.stringValue ?? usual : nil
    )
  }
}

/// Models of which one gateway knows that nothing newer is to be had.
final class FreshModels: Sendable {
  private let models = Mutex<Set<String>>([])

  func contains(_ model: String) -> Bool { models.withLock { $0.contains(model) } }

  func insert(_ model: String) { models.withLock { _ = $0.insert(model) } }
}
