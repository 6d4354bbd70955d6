from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    sidecar_socket = fields.Char(
        "Sidecar socket",
        config_parameter="sidecar.socket",
        help="Path of the Unix socket on which the sidecar listens; empty for /run/odoo-sidecar/sidecar.sock.",
    )
