import Core

/// One change to what the network knows.
enum NetworkEvent: Sendable, Equatable {
  case kept(ProcurosTransaction)
  case marked(String, ProcurosTransaction.Mark)
  /// Somebody sent the document again in the portal: it waits once more, under its id.
  case resent(String)
  case reported(JSON)
  case cleared
}
