package import Core

/// One kind of the partner's master data, brought into Odoo row by row after a person has looked at it.
///
/// All pages are fetched into the ledger as `proposed`; a person (with candidates found by `keys`) decides for each:
/// *Do nothing*, *Update with id* or *Add*. The engine itself does everything but making the record: *Update with id*
/// writes the link and never calls `apply`; for *Add* it calls `apply`, then writes the link. A row whose link exists
/// already is never shown nor applied. A connector lists it in `imports`, not in `receiving`.
///
/// `apply` gets `arrival.decision`: create the record from `decision.values` (the row as the person left it), below
/// `decision.parent` where the row has a parent, and return it. It need not look whether somebody was quicker.
package protocol ImportFlow<Client>: ReceivingFlow {
  associatedtype Client: Sendable

  /// The kind under which links are kept, for example `procountor.customer`.
  var link: String { get }
  /// How a row finds its record, in this order: the first key that finds something counts.
  var keys: [MatchKey] { get }
  /// The field of a found record that leads to the one which carries the link, for example `commercial_partner_id`;
  /// nil for the found record itself.
  var owner: String? { get }

  /// One page of what the partner has, ascending by id; a parent comes before its children.
  ///
  /// - Parameters:
  ///   - cursor: `ImportPage.next` of the page before, nil for the first.
  ///   - settings: of the connection.
  ///   - client: of the connection.
  /// - Returns: the page, and where the next one begins.
  /// - Throws: as any read of the partner; safe to repeat.
  func page(after cursor: String?, _ settings: Settings, _ client: Client) async throws(Failure) -> ImportPage

  /// The row that a person sees and edits: an object with the columns of the addon's row model, decimals as text,
  /// empty as null. Pure.
  func row(_ content: JSON, _ settings: Settings) -> JSON

  /// Leaves of a domain that every found record must fit besides, for example the company's own records.
  func scope(_ settings: Settings) -> [JSON]
}

extension ImportFlow {
  package var owner: String? { nil }

  package func scope(_ settings: Settings) -> [JSON] {
    [["company_id", "in", [.int(settings.company), false]]]
  }
}

/// A page of a partner's master data.
package struct ImportPage: Sendable, Equatable {
  package var items: [ImportItem]
  /// Where the next page begins; nil on the last one.
  package var next: String?
  /// How many there are in all, where the partner says so; for the progress bar.
  package var total: Int?

  package init(items: [ImportItem], next: String? = nil, total: Int? = nil) {
    self.items = items
    self.next = next
    self.total = total
  }
}

/// One thing of the partner's that may become, or already is, a record of Odoo.
package struct ImportItem: Sendable, Equatable {
  /// Known by in the ledger, unique in the connection: `customer-7001`, `customer-7001-billing`, `product-5001`.
  package var externalID: String
  /// The partner's id that the link has: `7001`; nil for what gets no link of its own, like a further address.
  package var link: String?
  /// `externalID` of the item it belongs to, which comes before it; it is proposed with that one's action (*Add* with
  /// *Add*, else *Do nothing*) and applied after it.
  package var parent: String?
  /// What people call it: `Puutavara Oy`.
  package var title: String
  /// What it says, as the partner said it.
  package var content: JSON

  package init(externalID: String, link: String?, parent: String? = nil, title: String, content: JSON) {
    self.externalID = externalID
    self.link = link
    self.parent = parent
    self.title = title
    self.content = content
  }
}
