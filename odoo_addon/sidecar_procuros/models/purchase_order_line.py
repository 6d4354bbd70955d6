from odoo import fields, models


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    procuros_line_number = fields.Integer(
        "Number at Procuros",
        copy=False,
        readonly=True,
        help="The number of this line in the order as it was sent; the vendor's answer refers to it. 0: not sent.",
    )
