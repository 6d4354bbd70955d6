from odoo import _, api, models


class SidecarMessages(models.AbstractModel):
    _inherit = "sidecar.messages"

    @api.model
    def _sidecar_kinds(self):
        return {
            **super()._sidecar_kinds(),
            "procountor.connection.test": _("Connection test"),
            "procountor.connection.fetch": _("VAT settings from Procountor"),
            "procountor.inbox.fetch": _("Fetch from Procountor"),
            "procountor.invoice.send": _("Invoice to Procountor"),
            "procountor.partner.send": _("Customer to Procountor"),
            "procountor.product.send": _("Product to Procountor"),
            "procountor.payment.pull": _("Payment from Procountor"),
            "procountor.bill.pull": _("Vendor bill from Procountor"),
            "procountor.partner.import": _("Customer from Procountor"),
            "procountor.product.import": _("Product from Procountor"),
        }
