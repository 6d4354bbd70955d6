import Core
import Engine
import Odoo

/// The kinds under which Odoo keeps which record is which of Procurify's.
///
/// Source: reference section 7; people may set those of accounts, places, taxes, units and operation types.
enum Link {
  /// `res.partner`; id of the vendor.
  static let vendor = "procurify.vendor"
  /// `product.product`; what an item is known by (`item-…` without its first word).
  static let item = "procurify.item"
  /// `purchase.order`; `<number of the requisition>:<id of the vendor>`.
  static let requisition = "procurify.requisition"
  /// `purchase.order`; `procurify_PO`.
  static let order = "procurify.order"
  /// `purchase.order.line`; id of the order item, or `<procurify_PO>:freight` and the like.
  static let orderLine = "procurify.order_line"
  /// `account.move`; id of the bill.
  static let bill = "procurify.bill"
  /// `account.account`; id of the account code.
  static let accountCode = "procurify.account_code"
  /// `account.analytic.account`; id of the department.
  static let department = "procurify.department"
  /// `account.analytic.account`; id of the location.
  static let location = "procurify.location"
  /// `account.analytic.account`; `<location>:<department>`, where one account stands for both.
  static let costCenter = "procurify.cost_center"
  /// `account.tax`; `<name>|<percent>|inclusive` or `…|exclusive`.
  static let tax = "procurify.tax"
  /// `uom.uom`; the unit's text.
  static let unit = "procurify.unit"
  /// `stock.picking.type`; id of the location.
  static let pickingType = "procurify.picking_type"
}

extension ProcurifyDocument {
  /// The records that carry these ids; one round trip, none for no ids.
  ///
  /// - Throws: what the gateway throws.
  func linked(_ kind: String, _ ids: [String]) async throws(Failure) -> [String: Int] {
    guard !ids.isEmpty else { return [:] }
    return try await odoo.referenced(ids, flow: kind, connection: settings.key).mapValues(\.record)
  }

  /// Notes Procurify's id of a record.
  ///
  /// - Throws: what the gateway throws.
  func link(_ kind: String, _ id: String, _ model: String, _ record: Int, number: String? = nil) async throws(Failure) {
    try await odoo.bring(reference(kind, id, model, record, number: number))
  }

  func reference(_ kind: String, _ id: String, _ model: String, _ record: Int, number: String? = nil) -> OdooReference {
    OdooReference(
      model: model,
      record: record,
      connection: settings.key,
      flow: kind,
      externalID: id,
      number: number,
      entry: 0
    )
  }
}
