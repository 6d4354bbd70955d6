from odoo import api, fields, models

FLOW = "procuros.order.receive"


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "sidecar.mixin"]

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
    procuros_location_id = fields.Many2one(
        "stock.location",
        "Source Location",
        domain="[('usage', '=', 'internal')]",
        help="Where deliveries of this order take the goods from; empty for the warehouse's own stock location.",
    )
    procuros_transaction_id = fields.Char(
        "Procuros transaction",
        compute="_compute_procuros",
        search="_search_procuros_transaction_id",
        help="The number of the order at Procuros that this one came from, in its newest version.",
    )
    procuros_connection_id = fields.Many2one(
        "sidecar.connection", "Procuros Connector", compute="_compute_procuros", help="Where this order came from."
    )

    @api.depends("name")
    def _compute_procuros(self):
        references = self._sidecar_arrivals(FLOW)
        keys = [reference.connection for reference in references.values()]
        # sudo: who may see an order may see which connector it came from.
        connections = self.env["sidecar.connection"].sudo().search([("key", "in", keys)])
        by_key = {connection.key: connection for connection in connections}
        for order in self:
            reference = references.get(order.id)
            order.procuros_transaction_id = reference.external_id if reference else False
            order.procuros_connection_id = by_key.get(reference.connection) if reference else False

    def _search_procuros_transaction_id(self, operator, value):
        return self._sidecar_reference_domain([FLOW], operator, value)
