from odoo import fields, models


class AccountTax(models.Model):
    _inherit = "account.tax"

    procountor_vat_status_id = fields.Many2one(
        "procountor.vat.status",
        "Procountor VAT Status",
        ondelete="restrict",
        domain="[('company_id', '=', company_id), ('is_gone', '=', False)]",
        help="The VAT status of rows with this tax, as goods and services to other EU countries need it. Empty: that "
        "of the whole invoice. Vendor bills find the tax of their rows by it.",
    )
