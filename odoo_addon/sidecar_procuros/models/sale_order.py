from odoo import fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    procuros_order_identifier = fields.Char(
        "Buyer's Order Number",
        copy=False,
        index="btree_not_null",
        help="The number the buyer gave this order. Shipping notices, invoices and credit notes name it; while it is "
        "empty, the customer reference is named instead, and without that this order's own number.",
    )
    procuros_order_date = fields.Date(
        "Buyer's Order Date",
        copy=False,
        help="The day on the buyer's order. Kept apart because confirming overwrites the order date of Odoo.",
    )
