from odoo import _, api, models


class SidecarMessages(models.AbstractModel):
    _inherit = "sidecar.messages"

    @api.model
    def _sidecar_kinds(self):
        return {
            **super()._sidecar_kinds(),
            "procuros.order.send": _("Order to Procuros"),
            "procuros.connection.test": _("Connection test"),
            "procuros.inbox.fetch": _("Fetch from Procuros"),
            "procuros.inbox.report": _("Mark at Procuros"),
        }

    @api.model
    def _sidecar_templates(self):
        return {
            **super()._sidecar_templates(),
            "procuros.unauthorized": _("Procuros refuses the API token of this connector."),
            "procuros.unauthorized.hint": _("Set the credentials of the connector again."),
            "procuros.forbidden": _("The API token of this connector may not do this at Procuros."),
            "procuros.order.cancelled": _("The order is cancelled."),
            "procuros.order.cancelled.hint": _("Set it back to draft if it is still wanted."),
            "procuros.order.to_approve": _("The order waits for approval."),
            "procuros.order.to_approve.hint": _("Have it approved."),
            "procuros.order.no_lines": _("The order has no line with a product."),
            "procuros.order.no_lines.hint": _("Add a product."),
            "procuros.order.other_company": _("The order belongs to another company than the connector."),
        }
