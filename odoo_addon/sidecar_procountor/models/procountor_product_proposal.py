from odoo import _, api, fields, models
from odoo.exceptions import ValidationError

from .procountor_units import UNITS

ADD = [("nothing", "Do nothing"), ("update", "Update with id"), ("add", "Add to products")]


class ProcountorProductProposal(models.Model):
    """A product of Procountor that no product of Odoo is linked with, for a person to look at."""

    _name = "procountor.product.proposal"
    _inherit = "procountor.proposal"
    _description = "Product of Procountor"

    _sidecar_flow = "procountor.product.import"
    _sidecar_record = "product_id"
    _sidecar_columns = ("name", "code", "price", "unit", "vat_percent")

    action = fields.Selection(selection=ADD)
    product_id = fields.Many2one("product.product", "Odoo Product", ondelete="set null")
    code = fields.Char()
    price = fields.Float(digits="Product Price")
    unit = fields.Selection(UNITS)
    # Text, so that none and 0 are two things.
    vat_percent = fields.Char("VAT %")
    vat_status = fields.Integer("VAT Status")

    @api.model
    def _procountor_title(self):
        return _("Products from Procountor")

    @api.constrains("vat_percent")
    def _check_vat_percent(self):
        for row in self:
            if row.vat_percent and not row.vat_percent.strip().replace(".", "", 1).isdecimal():
                sentence = _("“%(percent)s” of %(name)s is no percentage; write it like 25.5.")
                raise ValidationError(sentence % {"percent": row.vat_percent, "name": row.name})

    @api.model
    def _sidecar_from_wire(self, values):
        return {**super()._sidecar_from_wire(values), "vat_status": values.get("vat_status") or 0}

    def _sidecar_to_wire(self):
        return {**super()._sidecar_to_wire(), "vat_status": self.vat_status or None}
