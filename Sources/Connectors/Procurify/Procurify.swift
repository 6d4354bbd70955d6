package import Core
package import Engine
package import HTTP

/// Procurify: procurement whose vendors, items, requisitions, purchase orders and bills come into Odoo.
///
/// One way: Procurify is read, Odoo is written. Every request but the one for the access token is a GET, which
/// `ReadOnlyTransport` sees to.
///
/// Source: reference `procurify.md`; its sections are named where they count.
package struct Procurify: Connector {
  package let id = "procurify"
  package let label = "Procurify"
  package let settings = ProcurifySettings.all
  package let flows: [any Flow<ProcurifyClient>] = []
  package let receiving: [any ReceivingFlow] =
    (Procurify.masterData + Procurify.documents).map { PresentOnly($0) }
  package let mappings: [PrintedMapping] = Procurify.masterDataMappings + Procurify.documentMappings

  package let inboxes: [any Inbox<ProcurifyClient>] = [
    VendorInbox(), ItemInbox(), RequisitionInbox(), OrderInbox(), BillInbox(),
  ]
  package let snapshots = ProcurifySnapshot.names
  private let pages = PageSizes()

  package init() {}

  package func client(_ settings: Settings, _ http: any HTTPTransport) throws(Failure) -> ProcurifyClient {
    let configured = settings["page_size"].flatMap { Int($0) } ?? 50
    return ProcurifyClient(
      try ProcurifyAddress(settings),
      ReadOnlyTransport(http),
      pages: pages.size(of: settings.key, configured: configured)
    )
  }

  package func grant(_ settings: Settings) throws(Failure) -> TokenGrant? { try ProcurifyGrant.grant(settings) }

  package func snapshot(_ name: String, _ client: ProcurifyClient) async throws(Failure) -> JSON {
    guard let content = try await ProcurifySnapshot(client: client).read(name) else {
      throw Failure(.protocol, "snapshot.unknown", "Procurify has nothing that is called \(name).")
    }
    return content
  }

  /// One bucket for each tenant, whatever connections share it (reference section 4).
  package func limit(_ settings: Settings) -> RateLimit {
    let address = try? ProcurifyAddress(settings)
    let perSecond = max(1, settings["requests_per_second"].flatMap { Int($0) } ?? 5)
    return RateLimit(
      key: "procurify:\(address?.base ?? settings.key)",
      perMinute: perSecond * 60,
      burst: perSecond,
      inFlight: 4
    )
  }

  /// Reference section 5. What came too late is asked for in smaller pages instead (`PageSize`).
  package func patience(_ settings: Settings) -> ReadPatience? {
    ReadPatience { status in status == 425 || status == 429 || (status >= 500 && status != 504) }
  }

  package func test(_ client: ProcurifyClient) async -> [TestStep] { await ProcurifyTrial(client: client).steps() }
}
