from odoo import api, models

READABLE = (
    "purchase.order.line",
    "res.partner",
    "res.company",
    "res.country",
    "res.country.state",
    "res.currency",
    "product.product",
    "product.template",
    "uom.uom",
    "stock.picking.type",
    "stock.warehouse",
)


class SidecarGateway(models.AbstractModel):
    _inherit = "sidecar.gateway"

    @api.model
    def _sidecar_allowed(self):
        allowed = super()._sidecar_allowed()
        self._sidecar_allow(allowed, "purchase.order", methods=["button_confirm"])
        for model in READABLE:
            self._sidecar_allow(allowed, model)
        return allowed
