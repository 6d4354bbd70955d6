from odoo import api, models


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "procurify.record"]

    @api.model
    def _procurify_kinds(self):
        return ["procurify.bill"]

    @api.model
    def _procurify_flows(self):
        return ["procurify.bill.pull"]
