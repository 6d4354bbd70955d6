/// Why a document did not get through, in the six kinds somebody can act on.
///
/// Every throwing function of ours throws this type. Errors of libcurl, SQLite and `Codable` are turned into it in
/// the file that meets them; their own words stay in `detail`.
package struct Failure: Error, Sendable, Equatable, Codable {
  /// Who can act: the user, the partner's words, time, the administrator, or us.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case data, response, transport, configuration, `protocol`, `internal`
  }

  package var kind: Kind
  /// Stable and listed in `protocol/errors.md`, for example `procuros.transaction.rejected`.
  package var code: String
  /// One English sentence for whoever reads it; never holds a secret.
  package var message: String
  package var issues: [Issue]
  /// The partner's HTTP status, where there was one.
  package var status: Int?
  /// The words of the library or partner, for the log; never a secret or a body.
  package var detail: String?
  /// What the reader can do next, one sentence.
  package var hint: String?
  /// A page of the partner that explains the failure to a person (Procuros `errorUrl`).
  package var url: String?
  /// Seconds the partner asked us to wait (`Retry-After`).
  package var retryAfter: Double?
  /// True once a request that is not safe to repeat may have left this machine.
  package var mayHaveArrived: Bool

  package init(
    _ kind: Kind,
    _ code: String,
    _ message: String,
    issues: [Issue] = [],
    status: Int? = nil,
    detail: String? = nil,
    hint: String? = nil,
    url: String? = nil,
    retryAfter: Double? = nil,
    mayHaveArrived: Bool = false
  ) {
    self.kind = kind
    self.code = code
    self.message = message
    self.issues = issues
    self.status = status
    self.detail = detail
    self.hint = hint
    self.url = url
    self.retryAfter = retryAfter
    self.mayHaveArrived = mayHaveArrived
  }
}
