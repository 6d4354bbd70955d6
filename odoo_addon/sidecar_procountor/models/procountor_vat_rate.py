from odoo import api, fields, models


class ProcountorVatRate(models.Model):
    """A VAT percentage that is in use in Procountor, for one connector; replaced by *Fetch VAT settings*."""

    _name = "procountor.vat.rate"
    _description = "Procountor VAT percentage"
    _order = "connection_id, country_id, percent desc"

    connection_id = fields.Many2one("sidecar.connection", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    country_id = fields.Many2one("res.country", ondelete="cascade")
    percent = fields.Float(digits=(6, 2), required=True)
    sales = fields.Boolean(help="May stand on sales invoices.")
    purchase = fields.Boolean(help="May stand on vendor bills.")

    @api.depends("percent", "country_id")
    def _compute_display_name(self):
        for rate in self:
            rate.display_name = f"{rate.percent:g} % {rate.country_id.code or ''}".strip()

    @api.model
    def _procountor_take(self, connection, rows):
        """Replace the percentages of a connector.

        :param rows: list of `{country, percent, sales, purchase}`, the country as two letters
        """
        self.search([("connection_id", "=", connection.id)]).unlink()
        codes = list({row.get("country") for row in rows})
        countries = {country.code: country.id for country in self.env["res.country"].search([("code", "in", codes)])}
        self.create(
            [
                {
                    "connection_id": connection.id,
                    "country_id": countries.get(row.get("country"), False),
                    "percent": float(row["percent"]),
                    "sales": bool(row.get("sales")),
                    "purchase": bool(row.get("purchase")),
                }
                for row in rows
            ]
        )
