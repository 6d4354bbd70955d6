from odoo import api, fields, models


class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = ["product.product", "procurify.record"]

    @api.model
    def _procurify_kinds(self):
        return ["procurify.item"]

    @api.model
    def _procurify_flows(self):
        return ["procurify.item.pull"]


class ProductTemplate(models.Model):
    _inherit = "product.template"

    procurify_id = fields.Char(related="product_variant_ids.procurify_id")
