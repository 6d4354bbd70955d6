from odoo import _, api, models


class SidecarMessages(models.AbstractModel):
    _inherit = "sidecar.messages"

    @api.model
    def _sidecar_kinds(self):
        return {
            **super()._sidecar_kinds(),
            "procurify.connection.test": _("Connection test"),
            "procurify.connection.fetch": _("Codes from Procurify"),
            "procurify.inbox.fetch": _("Fetch from Procurify"),
            "procurify.vendor.pull": _("Vendor from Procurify"),
            "procurify.item.pull": _("Item from Procurify"),
            "procurify.requisition.pull": _("Requisition from Procurify"),
            "procurify.order.pull": _("Purchase order from Procurify"),
            "procurify.bill.pull": _("Bill from Procurify"),
        }

    @api.model
    def _sidecar_templates(self):
        """What Procurify answers, and what is wrong with the connector."""
        return {
            **super()._sidecar_templates(),
            "procurify.unauthorized": _("Procurify does not accept the access of this connector."),
            "procurify.unauthorized.hint": _(
                "Check that the application still exists in Procurify and that the user who made it is active."
            ),
            "procurify.forbidden": _("Procurify does not allow the integration to read this."),
            "procurify.forbidden.hint": _(
                "Give the role of the user who made the application in Procurify the right to see this."
            ),
            "procurify.not_found": _("Procurify has nothing there."),
            "procurify.not_found.hint": _(
                "It was removed, or the user who made the application may not see it; check the domain too."
            ),
            "procurify.too_many_requests": _("Procurify asks to slow down."),
            "procurify.unavailable": _("Procurify is not available at the moment."),
            "procurify.unavailable.hint": _("It is tried again by itself."),
            "procurify.unreadable": _("Procurify's answer is not complete, or not in its format."),
            "procurify.unreadable.hint": _("It is tried again by itself; the exchange is in the log."),
            "procurify.no_api": _("What answers there is a page for people, not Procurify's API."),
            "procurify.no_api.hint": _(
                "Check Domain of the connector, and whether a proxy answers in Procurify's place."
            ),
            "procurify.read_only": _("A request that would change something in Procurify was stopped."),
            "procurify.read_only.hint": _("Nothing was changed. Report this to the maintainers of Odoo Sidecar."),
            "procurify.refused.hint": _("Report this with the exchange in the log."),
            "procurify.plans.hint": _("Choose two plans, or switch on One Account for Location and Department."),
        }
