/// The models of one Odoo with the addons installed.
package struct OdooSchema: Sendable {
  let models: [String: OdooModel]
  /// `18.0`
  package let series: String
  /// The addons of ours that are installed.
  let addons: [String]
  /// Where a row of one model appears in lists of others: child model → (parent model, list, field that points back).
  let lists: [String: [(parent: String, list: String, inverse: String)]]

  package init(series: String, addons: [String] = ["sidecar"], _ models: [OdooModel]) {
    self.series = series
    self.addons = addons
    self.models = Dictionary(models.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    var lists: [String: [(parent: String, list: String, inverse: String)]] = [:]
    for model in models {
      for field in model.fields.values {
        if case .one2many(let child, let inverse) = field.kind {
          lists[child, default: []].append((model.name, field.name, inverse))
        }
      }
    }
    self.lists = lists
  }

  func field(_ model: String, _ name: String) -> OdooField? { models[model]?.fields[name] }

  /// Purchasing with `sidecar` and `sidecar_procuros`; field names as the series has them.
  package static func purchasing(series: String = "18.0") -> OdooSchema {
    let isNew = series.split(separator: ".").first.flatMap { Int($0) }.map { $0 >= 19 } ?? false
    let unit = isNew ? "product_uom_id" : "product_uom"
    return OdooSchema(series: series, addons: ["sidecar", "sidecar_procuros"], basics + [order, line(unit: unit)])
  }

  private static let order = OdooModel(
    "purchase.order",
    [
      OdooField("name", .char), OdooField("state", .selection), OdooField("date_order", .datetime),
      OdooField("date_planned", .datetime), OdooField("partner_id", .many2one("res.partner")),
      OdooField("partner_ref", .char), OdooField("currency_id", .many2one("res.currency")),
      OdooField("company_id", .many2one("res.company")), OdooField("dest_address_id", .many2one("res.partner")),
      OdooField("picking_type_id", .many2one("stock.picking.type")),
      OdooField("order_line", .one2many("purchase.order.line", inverse: "order_id")),
      OdooField("create_date", .datetime), OdooField("write_date", .datetime),
    ],
    methods: ["button_confirm"]
  )

  private static func line(unit: String) -> OdooModel {
    OdooModel(
      "purchase.order.line",
      [
        OdooField("name", .text), OdooField("sequence", .integer), OdooField("display_type", .selection),
        OdooField("order_id", .many2one("purchase.order")), OdooField("product_id", .many2one("product.product")),
        OdooField("product_qty", .float(digits: 2)), OdooField(unit, .many2one("uom.uom")),
        OdooField("price_unit", .float(digits: 2)), OdooField("discount", .float(digits: 2)),
        OdooField("date_planned", .datetime), OdooField("write_date", .datetime),
      ]
    )
  }

  private static let basics: [OdooModel] = [
    OdooModel("res.currency", [OdooField("name", .char), OdooField("decimal_places", .integer)]),
    OdooModel("res.country", [OdooField("name", .char), OdooField("code", .char)]),
    OdooModel(
      "res.company",
      [
        OdooField("name", .char), OdooField("partner_id", .many2one("res.partner")),
        OdooField("currency_id", .many2one("res.currency")),
      ]
    ),
    OdooModel(
      "res.partner",
      [
        OdooField("name", .char), OdooField("ref", .char), OdooField("vat", .char), OdooField("street", .char),
        OdooField("zip", .char), OdooField("city", .char), OdooField("country_id", .many2one("res.country")),
        OdooField("commercial_partner_id", .many2one("res.partner")), OdooField("active", .boolean),
        OdooField("procuros_require_order_response", .boolean), OdooField("procuros_send_invoice", .boolean),
        OdooField("procuros_send_credit_note_reason", .boolean),
        OdooField("procuros_send_shipping_notice", .boolean), OdooField("write_date", .datetime),
      ]
    ),
    OdooModel(
      "product.product",
      [
        OdooField("name", .char), OdooField("default_code", .char), OdooField("barcode", .char),
        OdooField("uom_id", .many2one("uom.uom")), OdooField("procuros_is_deposit_product", .boolean),
        OdooField("active", .boolean), OdooField("write_date", .datetime),
      ]
    ),
    OdooModel("uom.uom", [OdooField("name", .char), OdooField("procuros_unit_type", .selection)]),
    OdooModel(
      "stock.picking.type",
      [OdooField("name", .char), OdooField("warehouse_id", .many2one("stock.warehouse"))]
    ),
    OdooModel("stock.warehouse", [OdooField("name", .char), OdooField("partner_id", .many2one("res.partner"))]),
    reference,
  ]

  /// What the base addon keeps of partners' ids.
  static let reference = OdooModel(
    "sidecar.reference",
    [
      OdooField("model", .char), OdooField("record", .integer), OdooField("connection", .char),
      OdooField("flow", .char), OdooField("external_id", .char), OdooField("number", .char), OdooField("entry", .char),
      OdooField("status", .char), OdooField("sent_at", .datetime), OdooField("is_arrival", .boolean),
    ],
    methods: ["bring", "claim"]
  )
}
