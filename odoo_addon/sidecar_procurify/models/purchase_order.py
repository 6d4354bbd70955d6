from odoo import api, models


class PurchaseOrder(models.Model):
    _name = "purchase.order"
    _inherit = ["purchase.order", "procurify.record"]

    @api.model
    def _procurify_kinds(self):
        return ["procurify.order", "procurify.requisition"]

    @api.model
    def _procurify_flows(self):
        return ["procurify.order.pull", "procurify.requisition.pull"]
