from odoo import api, fields, models

from .random_billing import RandomBilling


class SidecarSoak(models.Model):
    """A row for each user of a trial, that two transactions fight for."""

    _name = "sidecar.soak"
    _description = "Row of a trial"

    count = fields.Integer()

    @api.model
    def sidecar_soak_found(self, connection):
        """The company in which random invoices are made; `connection` is the id of its connector."""
        RandomBilling(self.env, self.env["sidecar.connection"].browse(connection)).found()
        return True

    @api.model
    def sidecar_soak_bill(self, connection, seeds):
        """A posted invoice or credit note for each seed.

        :return: list of dicts of what Odoo computed for it
        """
        billing = RandomBilling(self.env, self.env["sidecar.connection"].browse(connection))
        names = ["name", "move_type", "amount_untaxed", "amount_tax", "amount_total", "amount_residual"]
        return [{**billing.make_any(seed).read(names)[0], "seed": seed} for seed in seeds]
