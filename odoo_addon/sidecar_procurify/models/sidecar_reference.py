from odoo import _, api, models

ANALYTIC = "account.analytic.account"


class SidecarReference(models.Model):
    """The lines of the mapping tables: what a record of Procurify is in Odoo."""

    _inherit = "sidecar.reference"

    @api.model
    def _sidecar_link_kinds(self):
        return {
            **super()._sidecar_link_kinds(),
            "procurify.account_code": ("account.account", _("Account code")),
            "procurify.department": (ANALYTIC, _("Department")),
            "procurify.location": (ANALYTIC, _("Location")),
            "procurify.cost_center": (ANALYTIC, _("Location and department")),
            "procurify.tax": ("account.tax", _("Tax")),
            "procurify.unit": ("uom.uom", _("Unit")),
            "procurify.payment_term": ("account.payment.term", _("Payment term")),
            "procurify.picking_type": ("stock.picking.type", _("Location of receipts")),
            "procurify.vendor": ("res.partner", _("Vendor")),
            "procurify.item": ("product.product", _("Item")),
        }
