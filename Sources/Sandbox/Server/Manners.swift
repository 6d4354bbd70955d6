/// How one partner words what is wrong with a request before any endpoint sees it.
struct Manners: Sendable {
  /// An answer that only says a status and a sentence.
  let error: @Sendable (Int, String) -> Answer
  /// What is wrong with the headers, if anything is.
  let fault: @Sendable (Call, Endpoint) -> Answer?

  static let plain = Manners(error: { .error($0, $1) }, fault: { call, _ in call.headerFault })
}
