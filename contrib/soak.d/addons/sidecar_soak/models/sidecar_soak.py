from odoo import fields, models


class SidecarSoak(models.Model):
    """A row for each user of a trial, that two transactions fight for."""

    _name = "sidecar.soak"
    _description = "Row of a trial"

    count = fields.Integer()
