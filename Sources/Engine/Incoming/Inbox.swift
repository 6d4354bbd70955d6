package import Core

/// Where a partner keeps the documents it has for us, until we tell what became of them.
package protocol Inbox<Client>: Sendable {
  associatedtype Client: Sendable

  /// One page of what waits for us, oldest first.
  ///
  /// - Parameters:
  ///   - cursor: `InboxPage.next` of the page before, nil for the first.
  ///   - mark: the `InboxPage.mark` that was stored last, as it stood when this fetch began; nil before the first.
  ///   - settings: of the connection.
  ///   - client: of the connection.
  /// - Returns: the page, and where the next one begins.
  /// - Throws: as any read of the partner; safe to repeat.
  func page(after cursor: String?, since mark: String?, _ settings: Settings, _ client: Client)
    async throws(Failure) -> InboxPage

  /// Tells the partner what became of documents; a repeat does no harm.
  ///
  /// - Parameters:
  ///   - reports: at most `InboxReport.pageSize`.
  ///   - client: of the connection.
  /// - Returns: the partner's ids of those that it took note of, or does not know any more.
  /// - Throws: as any write to the partner; safe to repeat.
  func report(_ reports: [InboxReport], _ client: Client) async throws(Failure) -> Set<String>
}

/// A page of a partner's documents.
package struct InboxPage: Sendable, Equatable {
  package var items: [InboxItem]
  /// Where the next page begins; nil on the last one.
  package var next: String?
  /// How far the partner's list is known once this page's documents are stored, in words of the connector's own; the
  /// next fetch gets it as `since`. Nil leaves the mark where it is. It must promise no more than this page and those
  /// before it hold: a fetch may end here.
  package var mark: String?

  package init(items: [InboxItem], next: String? = nil, mark: String? = nil) {
    self.items = items
    self.next = next
    self.mark = mark
  }
}

/// A document as the partner lists it.
package struct InboxItem: Sendable, Equatable {
  package var arrival: Arrival
  /// The flow that takes it; nil for a kind that nobody here takes: it is left alone, for whoever else may.
  package var flow: String?
  /// False for a version that a newer one has replaced; it is left alone.
  package var isLatest: Bool
  /// True for what the partner took back, for example a bill that was invalidated since: it is not kept anew, and where it
  /// came in before that is said.
  package var isWithdrawn = false
  /// The partner's id of the version that this one replaces.
  package var replaces: String?

  package init(arrival: Arrival, flow: String?, isLatest: Bool = true, replaces: String? = nil) {
    self.arrival = arrival
    self.flow = flow
    self.isLatest = isLatest
    self.replaces = replaces
  }
}

/// What became of one document, for the partner.
package struct InboxReport: Sendable, Equatable {
  /// Documents in one report.
  package static let pageSize = 1000

  /// Whose fault a failure is.
  package enum Fault: String, Sendable {
    /// Data that a person can mend.
    case data
    case `internal`
  }
  package var externalID: String
  /// Nil for success.
  package var fault: Fault?
  /// One English sentence; nil for success.
  package var reason: String?
  /// Where in the document, as the partner's field paths, and the like.
  package var context: [String: String]

  package init(externalID: String, fault: Fault? = nil, reason: String? = nil, context: [String: String] = [:]) {
    self.externalID = externalID
    self.fault = fault
    self.reason = reason
    self.context = context
  }
}
