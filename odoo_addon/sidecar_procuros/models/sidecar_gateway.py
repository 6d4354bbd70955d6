from odoo import api, models

READABLE = (
    "account.move.line",
    "account.payment.term",
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


class SidecarGateway(models.AbstractModel):
    _inherit = "sidecar.gateway"

    @api.model
    def _sidecar_allowed(self):
        allowed = super()._sidecar_allowed()
        self._sidecar_allow(allowed, "purchase.order", methods=["button_confirm"])
        self._sidecar_allow(allowed, "account.move")
        for model in READABLE:
            self._sidecar_allow(allowed, model)
        return allowed
