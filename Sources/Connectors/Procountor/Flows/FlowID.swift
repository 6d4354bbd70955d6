/// Ids of flows that others name, and the kinds of links between records of Odoo and Procountor.
package enum FlowID {
  package static let invoice = "procountor.invoice.send"
  package static let partner = "procountor.partner.send"
  package static let product = "procountor.product.send"
  package static let customer = "procountor.customer"
  package static let supplier = "procountor.supplier"
  package static let productLink = "procountor.product"
  package static let dimensionItem = "procountor.dimension_item"
}
