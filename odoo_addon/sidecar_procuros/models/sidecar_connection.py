from odoo import api, fields, models

SETTINGS = {
    "external_identifier": "procuros_external_identifier",
    "url": "procuros_url",
    "api_version": "procuros_api_version",
    "ship_to_without_gln": "procuros_ship_to_without_gln",
}


class SidecarConnection(models.Model):
    _inherit = "sidecar.connection"

    procuros_external_identifier = fields.Char(
        "Procuros Account Name (External Identifier)", help="The GLN of your company at Procuros, 13 digits."
    )
    procuros_url = fields.Char("URL", default="https://api.procuros.io", help="The API of your Procuros environment.")
    procuros_api_version = fields.Char("API Version", default="v2")
    procuros_ship_to_without_gln = fields.Selection(
        [("issue", "Report it as a data issue"), ("omit", "Leave it out, Procuros delivers to the buyer")],
        "Delivery address without GLN",
        default="issue",
    )

    @api.model
    def _sidecar_connectors(self):
        return [*super()._sidecar_connectors(), ("procuros", "Procuros")]

    @api.model
    def _sidecar_saved_fields(self):
        return super()._sidecar_saved_fields() | set(SETTINGS.values())

    def _sidecar_settings(self):
        settings = super()._sidecar_settings()
        if self.connector == "procuros":
            settings.update((key, self[name] or None) for key, name in SETTINGS.items())
        return settings

    @api.onchange("environment", "connector")
    def _onchange_procuros_url(self):
        """Each environment has its own address; one typed by hand is kept."""
        hosts = {"production": "https://api.procuros.io", "test": "https://api.procuros-staging.io"}
        if self.connector == "procuros" and (self.procuros_url or "") in ("", *hosts.values()):
            self.procuros_url = hosts[self.environment]
