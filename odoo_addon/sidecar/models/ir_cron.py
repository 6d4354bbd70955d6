from odoo import fields, models


class IrCron(models.Model):
    """A scheduled action that does a job of one connector."""

    _inherit = "ir.cron"

    sidecar_connection_id = fields.Many2one(
        "sidecar.connection", "Connector", readonly=True, copy=False, index="btree_not_null", ondelete="cascade"
    )
    sidecar_job = fields.Char("Job of the connector", readonly=True, copy=False)
