from odoo import api, models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "procurify.record"]

    @api.model
    def _procurify_kinds(self):
        return ["procurify.vendor"]

    @api.model
    def _procurify_flows(self):
        return ["procurify.vendor.pull"]
