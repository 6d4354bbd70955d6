from odoo import api, fields, models

PRODUCT = "procountor.product"


class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = ["product.product", "procountor.link"]

    procountor_id = fields.Char(
        "Procountor ID",
        compute="_compute_procountor_id",
        inverse="_inverse_procountor_id",
        search="_search_procountor_id",
        help="The id of this product in Procountor's register, for your present company.",
    )

    @api.depends_context("company")
    def _compute_procountor_id(self):
        links = self._procountor_links(PRODUCT)
        for product in self:
            product.procountor_id = links.get(product.id)

    def _inverse_procountor_id(self):
        for product in self:
            product._procountor_set_link(PRODUCT, (product.procountor_id or "").strip())

    def _search_procountor_id(self, operator, value):
        return self._procountor_link_domain(PRODUCT, operator, value)


class ProductTemplate(models.Model):
    _inherit = "product.template"

    procountor_id = fields.Char(related="product_variant_ids.procountor_id", readonly=False)

    def _get_related_fields_variant_template(self):
        """What is written on the variant that a new template gets."""
        return [*super()._get_related_fields_variant_template(), "procountor_id"]
