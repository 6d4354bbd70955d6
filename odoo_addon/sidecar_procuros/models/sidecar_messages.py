from odoo import _, api, models


class SidecarMessages(models.AbstractModel):
    _inherit = "sidecar.messages"

    @api.model
    def _sidecar_templates(self):
        return {
            **super()._sidecar_templates(),
            "procuros.unauthorized": _("Procuros refuses the API token of this connector."),
            "procuros.unauthorized.hint": _("Set the credentials of the connector again."),
            "procuros.forbidden": _("The API token of this connector may not do this at Procuros."),
        }
