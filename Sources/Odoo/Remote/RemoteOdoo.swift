package import Core

/// Odoo over HTTP: the integration user's rights, each call a transaction of its own.
///
/// What it gives back is byte for byte what `CallerOdoo` gives of the same records, but for the fraction of a second that
/// `create_date` and `write_date` lose. Nothing is ever uncommitted: other transactions are seen when they are through.
package struct RemoteOdoo: OdooGateway, FieldNames {
  let dialect: any OdooDialect
  let company: Int
  let language: String?
  let catalogue: FieldCatalogue
  let links: any LinkBook
  private(set) var scope: String
  /// The models whose fields were asked for by this very gateway.
  let fresh = FreshModels()

  /// - Parameters:
  ///   - dialect: how this Odoo is spoken to, and who signs in.
  ///   - company: in which everything is read and written.
  ///   - language: of texts that are translated; one that is not installed counts as none.
  ///   - catalogue: of this database, shared by its gateways.
  ///   - links: which record is which of the partner's.
  ///   - scope: what a create without a key belongs to, for example an arrival: repeated within it, it is the same.
  package init(
    _ dialect: any OdooDialect,
    company: Int,
    language: String?,
    catalogue: FieldCatalogue,
    links: any LinkBook,
    scope: String
  ) {
    self.dialect = dialect
    self.company = company
    self.language = language
    self.catalogue = catalogue
    self.links = links
    self.scope = scope
  }

  package func call(_ model: String, ids: [Int], method: String, arguments: JSON) async throws(Failure) -> JSON {
    let arguments = arguments.objectValue ?? JSONObject()
    // A method of the model itself takes no ids at all.
    return RemoteValue.inside(try await ask(model, method, ids: ids.isEmpty ? nil : ids, arguments))
  }

  package func scoped(_ scope: String) -> any OdooGateway {
    var other = self
    other.scope = scope
    return other
  }

  package func serverTime() async throws(Failure) -> Timestamp? {
    if let moment = dialect.serverTime { return moment }
    _ = try await installedLanguages()
    return dialect.serverTime
  }

  // MARK: The wire

  func ask(_ model: String, _ method: String, ids: [Int]?, _ arguments: JSONObject, besides: JSONObject = .init())
    async throws(Failure) -> JSON
  {
    var context = try await context()
    for member in besides.members { context[member.key] = member.value }
    return try await dialect.call(model, method, ids: ids, arguments: arguments, context: context)
  }

  /// Company, language, UTC, and archived records among the others.
  private func context() async throws(Failure) -> JSONObject {
    var context = Self.plainContext
    context["allowed_company_ids"] = [.int(company)]
    if let language, try await installedLanguages().contains(language) { context["lang"] = .string(language) }
    return context
  }

  private static let plainContext = JSONObject([("tz", "UTC"), ("active_test", false)])

  private func installedLanguages() async throws(Failure) -> Set<String> {
    if let known = catalogue.languages { return known }
    let answer = try await dialect.call(
      "res.lang",
      "get_installed",
      ids: nil,
      arguments: JSONObject(),
      context: Self.plainContext
    )
    let codes = Set((answer.arrayValue ?? []).compactMap { $0[0]?.stringValue })
    catalogue.learn(languages: codes)
    return codes
  }
}
