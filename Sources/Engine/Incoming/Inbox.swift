package import Core

/// Where a partner keeps the documents it has for us, until we tell what became of them: one stream of a connection.
package protocol Inbox<Client>: Sendable {
  associatedtype Client: Sendable

  /// Its name among the connector's streams, for example `bills`; the high-water mark is kept under it.
  var stream: String { get }
  /// In a sentence, for people: `Fetching vendor bills`.
  var label: String { get }
  /// The streams that must have come in first: after one that failed this one is skipped.
  var dependsOn: [String] { get }
  /// What of `Connector.snapshots` is read anew before the first page, once a run; found in `Settings.snapshot`.
  func snapshots(_ settings: Settings) -> [String]

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

  /// Reads one document anew: a person retries it, and the partner may have a newer version by now.
  ///
  /// - Parameters:
  ///   - arrival: as it is kept.
  ///   - settings: of the connection.
  ///   - client: of the connection.
  /// - Returns: the document as the partner has it now, with the flow that takes it; nil for one that is gone. Without a
  ///   flow the document stays as it is kept.
  /// - Throws: as any read of the partner; safe to repeat.
  func again(_ arrival: Arrival, _ settings: Settings, _ client: Client) async throws(Failure) -> InboxItem?
}

extension Inbox {
  package var stream: String { InboxItem.onlyStream }
  package var label: String { "Fetching documents" }
  package var dependsOn: [String] { [] }
  package func snapshots(_ settings: Settings) -> [String] { [] }

  /// Nothing to ask the partner about.
  package func report(_ reports: [InboxReport], _ client: Client) async throws(Failure) -> Set<String> {
    Set(reports.map(\.externalID))
  }

  /// The partner's list says all there is to know.
  package func again(_ arrival: Arrival, _ settings: Settings, _ client: Client) async throws(Failure) -> InboxItem? {
    InboxItem(arrival: arrival, flow: nil)
  }
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
  /// What stands on the page, for a list that is counted off in pages and may move meanwhile; nil for a cursor that
  /// cannot pass anything over.
  package var listed: Listed?

  /// The rows of one page of a list whose pages are counted.
  ///
  /// While a run turns the pages, a row that leaves its page moves all that follow one place up, and one of them is on no
  /// page that is still read. So such a list is read again until it held still from its first page to its last; its mark
  /// moves then only.
  package struct Listed: Sendable, Equatable {
    /// The partner's ids of all rows of the page, those that became no item among them.
    package var ids: [String]
    /// How many rows the partner says that the whole list has; nil where it does not say.
    package var count: Int?
    /// Which list it is, where a stream reads several.
    package var list: String

    package init(ids: [String], count: Int?, list: String = "") {
      self.ids = ids
      self.count = count
      self.list = list
    }
  }

  package init(items: [InboxItem], next: String? = nil, mark: String? = nil, listed: Listed? = nil) {
    self.items = items
    self.next = next
    self.mark = mark
    self.listed = listed
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
  /// True where `arrival.about` names the document and this is its newest version: every other version of it that Odoo
  /// does not have yet is dropped as replaced.
  package var supersedes = false

  /// The name of the stream of a connector that has one only.
  package static let onlyStream = "inbox"

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
