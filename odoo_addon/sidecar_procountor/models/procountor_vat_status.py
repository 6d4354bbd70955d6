from odoo import _, api, fields, models

# Where a status is chosen, and so kept when Procountor no longer returns it.
USED_BY = ("account.fiscal.position", "account.tax")


class ProcountorVatStatus(models.Model):
    """A VAT status as Procountor numbers it, for one connector; replaced by *Fetch VAT settings*."""

    _name = "procountor.vat.status"
    _description = "Procountor VAT status"
    _order = "connection_id, number"

    connection_id = fields.Many2one("sidecar.connection", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    number = fields.Integer(required=True)
    description = fields.Char(required=True)
    sales = fields.Boolean(help="May stand on sales invoices.")
    purchase = fields.Boolean(help="May stand on vendor bills.")
    is_gone = fields.Boolean(
        "No longer in use",
        help="Procountor did not return this number the last time, but a fiscal position or a tax still names it.",
    )

    def init(self):
        self.env.cr.execute(
            "CREATE UNIQUE INDEX IF NOT EXISTS procountor_vat_status_once"
            " ON procountor_vat_status (connection_id, number)"
        )

    @api.depends("number", "description", "is_gone")
    def _compute_display_name(self):
        for status in self:
            name = f"{status.number} {status.description}"
            status.display_name = _("%s (no longer in use in Procountor)", name) if status.is_gone else name

    @api.model
    def _procountor_take(self, connection, rows):
        """Bring the statuses of a connector to what Procountor returned.

        :param rows: list of `{number, description, sales, purchase}`
        """
        held = self.with_context(active_test=False).search([("connection_id", "=", connection.id)])
        by_number = {status.number: status for status in held}
        kept = self.browse()
        for row in rows:
            values = {name: bool(row.get(name)) for name in ("sales", "purchase")}
            values.update(number=int(row["number"]), is_gone=False)
            values["description"] = row.get("description") or str(row["number"])
            status = by_number.get(values["number"])
            if status:
                status.write(values)
            kept |= status or self.create({**values, "connection_id": connection.id})
        missing = held - kept
        used = missing.filtered(lambda status: status._procountor_is_used())
        used.is_gone = True
        (missing - used).unlink()

    def _procountor_is_used(self):
        """Whether a fiscal position or a tax names it, also an archived one."""
        domain = [("procountor_vat_status_id", "=", self.id)]
        return any(self.env[model].with_context(active_test=False).search_count(domain, limit=1) for model in USED_BY)
