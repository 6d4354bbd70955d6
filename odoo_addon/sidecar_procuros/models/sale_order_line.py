from odoo import fields, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    procuros_order_line_number = fields.Integer(
        "Buyer's Line Number",
        copy=False,
        help="The number of this line on the buyer's order; shipping notices and invoices refer to it. 0: not known.",
    )

    def _prepare_procurement_values(self, *args, **kwargs):
        """The location of the order goes along to the rule that takes the goods out of stock."""
        values = super()._prepare_procurement_values(*args, **kwargs)
        values["procuros_location_id"] = self.order_id.procuros_location_id.id
        return values
