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
  package let receiving: [any ReceivingFlow] = Procurify.masterData + Procurify.documents
  package let mappings: [PrintedMapping] = Procurify.masterDataMappings + Procurify.documentMappings

  package init() {}

  package func client(_ settings: Settings, _ http: any HTTPTransport) throws(Failure) -> ProcurifyClient {
    try ProcurifyClient(ProcurifyAddress(settings), ReadOnlyTransport(http))
  }

  package func test(_ client: ProcurifyClient) async -> [TestStep] { await ProcurifyTrial(client: client).steps() }
}
