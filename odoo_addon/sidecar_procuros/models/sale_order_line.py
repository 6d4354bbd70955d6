from odoo import fields, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    procuros_order_line_number = fields.Integer(
        "Buyer's Line Number",
        copy=False,
        help="The number of this line on the buyer's order; shipping notices and invoices refer to it. 0: not known.",
    )
