import Core
import Engine
import Foundation
import Mapping

/// What a requisition is in Odoo's terms: a request for quotation for each vendor.
struct RequisitionValues {
  /// One request.
  struct Request {
    let vendor: String
    let partner: Int?
    let lines: [OrderLine]
  }

  private(set) var requests: [Request] = []
  private(set) var issues: [Issue]
  private let document: ProcurifyDocument
  private let currency: DocumentCurrency

  /// Looks everything up: a handful of searches, and a read for each vendor.
  ///
  /// - Throws: what the gateway throws.
  init(_ asked: RequestedItems, _ document: ProcurifyDocument) async throws(Failure) {
    self.document = document
    let content = document.content
    let items = asked.items
    let currency = [content["currency"], items.first?.content["currency"]].compactMap(\.self).first { !$0.isNull }
    self.currency = try await DocumentCurrency(currency, at: "content.currency", document)
    let products = try await OrderProducts(items, document)
    let header = Budget.place(of: content, document.settings)
    let uses = items.map { CostCenters.Use(budget: $0.budget ?? header, path: $0.path + ".account") }
    let centers = try await CostCenters(uses, of: OrderRecord.line, document)
    let rounding = try await PriceRounding(of: OrderRecord.line, digits: self.currency.digits, document)
    let planned = document.fields.text("=required") ?? document.fields.text("date_order")
    issues = self.currency.issues + products.issues + centers.issues
    issues += items.compactMap { rounding.warning($0.name, $0.quantity, $0.price, at: $0.path + ".price", document) }
    issues += asked.withoutVendor.map { DocumentVendor.placeholder(at: $0.path + ".pref_vendor", document) }
    for (vendor, items) in asked.vendors {
      let first = items[0].content
      let name = first["vendor"]?.documentID
      let partner = try await DocumentVendor(first["pref_vendor"], name: name, at: items[0].path, document)
      issues += partner.issues
      let lines = items.map { item in
        OrderLine(item, products, centers.distribution(item.budget ?? header), planned, rounding)
      }
      requests.append(Request(vendor: vendor, partner: partner.id, lines: lines))
    }
  }

  /// Header and lines of a new request.
  func new(_ request: Request) -> JSON {
    var values = header(request)
    values["company_id"] = .int(document.settings.company)
    values["order_line"] = .array(request.lines.map(\.new))
    return .object(values)
  }

  /// The same for one that is there, and a draft.
  func changing(_ request: Request, _ rows: [JSON]) -> JSON {
    var values = header(request)
    if !rows.isEmpty { values["order_line"] = .array(rows) }
    return .object(values)
  }

  private func header(_ request: Request) -> JSONObject {
    let fields = document.fields
    var values = JSONObject([(key: "partner_id", value: request.partner.map(JSON.int) ?? .null)])
    values["origin"] = .string("Procurify requisition \(document.content["num"]?.documentID ?? "")")
    values["date_order"] = fields["date_order"]
    values["currency_id"] = currency.id.map(JSON.int)
    values["note"] = fields.text("note").map { .string(BillNarration.paragraphs($0)) }
    return values
  }
}
