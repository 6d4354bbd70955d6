from odoo import api, models

READABLE = (
    "account.move.line",
    "account.payment.term",
    "account.payment.term.line",
    "account.tax",
    "purchase.order.line",
    "res.partner",
    "res.company",
    "res.country",
    "res.country.state",
    "res.currency",
    "product.product",
    "product.template",
    "uom.uom",
    "sale.order",
    "sale.order.line",
    "stock.location",
    "stock.lot",
    "stock.move",
    "stock.move.line",
    "stock.package",
    "stock.package.history",
    "stock.package.type",
    "stock.picking",
    "stock.picking.type",
    "stock.quant.package",
    "stock.warehouse",
    "delivery.carrier",
)
# What documents that come in become.
WRITABLE = {
    "sale.order": (
        "partner_id partner_shipping_id partner_invoice_id company_id user_id team_id payment_term_id warehouse_id"
        " carrier_id date_order commitment_date client_order_ref procuros_order_identifier procuros_order_date"
        " procuros_location_id order_line"
    ).split(),
    "sale.order.line": "product_id product_uom product_uom_id product_uom_qty name procuros_order_line_number".split(),
    "purchase.order": ["order_line"],
    "purchase.order.line": "product_qty price_unit discount name date_planned procuros_line_number".split(),
}


class SidecarGateway(models.AbstractModel):
    _inherit = "sidecar.gateway"

    @api.model
    def _sidecar_allowed(self):
        allowed = super()._sidecar_allowed()
        self._sidecar_allow(allowed, "purchase.order", methods=["button_confirm", "button_cancel"])
        self._sidecar_allow(allowed, "account.move")
        for model, fields in WRITABLE.items():
            self._sidecar_allow(allowed, model, writable=fields)
        for model in READABLE:
            self._sidecar_allow(allowed, model)
        return allowed
