from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    procuros_is_deposit_product = fields.Boolean(
        "Deposit product", help="A bottle deposit: Procuros is told that the line is no goods."
    )
