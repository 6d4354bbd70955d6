/// One way in which a simulated partner lets its client down.
///
/// What happens to the document differs, because that is what a client must find out: after `replyLost`, `half`,
/// `garbage`, `noise`, `html`, `empty` and `huge` the request **was** carried out and only its answer is damaged; after
/// `status`, `expiredToken` and `hang` it was not.
package enum Misbehaviour: Sendable, Equatable {
  /// An error status instead of the answer; `retryAfter` in seconds becomes the header of that name.
  case status(Int, retryAfter: Int?)
  /// 401, as if the token had run out.
  case expiredToken
  /// The right answer, late.
  case slow(Duration)
  /// No answer and no end, until the client gives up.
  case hang
  /// The connection ends without one byte of the answer.
  case replyLost
  /// The head and half of the body, then the end of the connection.
  case half
  /// A right head, a body that is neither UTF-8 nor JSON.
  case garbage
  /// Bytes that are not HTTP.
  case noise
  /// A web page where JSON should be, as a proxy or a sign-in page sends it; the status stays.
  case html
  /// The right status without a body.
  case empty
  /// A body of 64 MiB.
  case huge
}

/// Which requests a misbehaviour may hit.
package enum FailureScope: String, Sendable, CaseIterable {
  /// Requests that hand over a document.
  case send
  /// Requests that only look.
  case read
  case all

  /// Whether a request of the kind `other` (`send` or `read`, `all` for neither) is meant.
  func covers(_ other: FailureScope) -> Bool { self == .all || self == other }
}
