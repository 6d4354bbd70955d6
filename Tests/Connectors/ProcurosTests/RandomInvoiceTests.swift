import Core
import Mapping
import TestKit
import Testing

@testable import ProcurosConnector

@Suite("procuros.invoice.send and procuros.credit_note.send: any invoice")
struct RandomInvoiceTests {
  @Test(
    "whatever Odoo computed, the payload adds up to it, and is written for the contract tests if asked",
    arguments: 1...240
  )
  func any(_ seed: Int) throws {
    let invoice = RandomInvoice(seed: seed)
    let isCreditNote = invoice.document["move_type"] == "out_refund"
    let settings: [String: JSON] = ["external_identifier": "4260123450021", "name": "Kelterei Sonnenhof KG"]
    let table = isCreditNote ? CreditNoteMapping.table : InvoiceMapping.table
    let result = Mapper.map(invoice.document, table, MappingContext(settings: settings, company: 1))
    let issues = result.issues.map(\.message)
    #expect(issues == [])
    #expect(PayloadSums.faults(result.payload, places: invoice.places) == [])
    let summary = result.payload["summary"]
    #expect(summary?["netAmount"]?.decimalValue == invoice.document["amount_untaxed"]?.decimalValue)
    #expect(summary?["tax"]?["total"]?.decimalValue == invoice.document["amount_tax"]?.decimalValue)
    #expect(summary?["grossAmount"]?.decimalValue == invoice.document["amount_total"]?.decimalValue)
    let name = isCreditNote ? "credit_note" : "invoice"
    try PayloadFolder.write(result.payload, isCreditNote ? "CREDIT_NOTE" : "INVOICE", "procuros.\(name).send-\(seed)")
  }
}
