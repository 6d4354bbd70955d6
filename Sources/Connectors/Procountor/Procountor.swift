package import Core
package import Engine
package import HTTP
import Mapping

/// Procountor: Finnish accounting that takes sales invoices, customers and products and gives payments and vendor bills.
///
/// Source: Procountor API 26.04 (published OpenAPI document) and the vendor's user guide of the Odoo integration.
package struct Procountor: Connector {
  package let id = "procountor"
  package let label = "Procountor"
  package let settings = ProcountorSettings.all
  package let flows: [any Flow<ProcountorClient>] = [
    SendInvoice(),
    SendPartner(),
    SendProduct(),
  ]
  package let mappings: [PrintedMapping] = Procountor.outgoingMappings + Procountor.incomingMappings
  private static let outgoingMappings = [
    PrintedMapping(
      name: "procountor-invoice",
      markdown: MarkdownTable(
        InvoiceMapping.table,
        title: "Procountor: invoice and credit note",
        source: "Source: Procountor API 26.04, schema `Invoice`; reference 6.1. A credit note has negative quantities."
      ).text
    ),
    PrintedMapping(
      name: "procountor-partner",
      markdown: MarkdownTable(
        PartnerMapping.table,
        title: "Procountor: customer",
        source: "Source: Procountor API 26.04, schema `BusinessPartner`; reference 6.2."
      ).text
    ),
    PrintedMapping(
      name: "procountor-product",
      markdown: MarkdownTable(
        ProductMapping.table,
        title: "Procountor: product",
        source: "Source: Procountor API 26.04, schema `Product`; reference 6.3. Prices are without VAT."
      ).text
    ),
  ]
  package let snapshots = [ProcountorSnapshot.name]

  package init() {}

  package func client(_ settings: Settings, _ http: any HTTPTransport) throws(Failure) -> ProcountorClient {
    try ProcountorClient(
      url: try settings.required("url"),
      businessID: settings["company_business_id"],
      http: http
    )
  }

  package func grant(_ settings: Settings) throws(Failure) -> TokenGrant? { try ProcountorGrant.grant(settings) }

  package func snapshot(_ name: String, _ client: ProcountorClient) async throws(Failure) -> JSON {
    guard name == ProcountorSnapshot.name else {
      throw Failure(.protocol, "snapshot.unknown", "Procountor has nothing that is called \(name).")
    }
    return try await ProcountorSnapshot(client: client).settings()
  }

  /// One bucket for each client id, whatever connections share it (reference section 2, *Rate limit*).
  package func limit(_ settings: Settings) -> RateLimit {
    let isTest = settings["url"].flatMap { try? ProcountorAddress($0) }?.isTest ?? false
    let chosen = settings["limit_per_second"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    let perSecond = chosen ?? (isTest ? 1 : 5)
    return RateLimit(key: "procountor:\(settings["client_id"] ?? settings.key)", perMinute: perSecond * 60)
  }

  package func test(_ client: ProcountorClient) async -> [TestStep] { await ProcountorTrial(client: client).steps() }
}
