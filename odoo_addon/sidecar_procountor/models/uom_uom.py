from odoo import api, fields, models

from .procountor_units import UNITS

# Odoo's own units, by the part of their external id after `product_uom_` or `uom_`, which varies between series.
# No counterpart in Procountor: square foot, cubic foot, cubic inch, fluid ounce, quart.
OWN = {
    "unit": "PIECE",
    "dozen": "DOZEN",
    "pack_6": "SIX_PACK",
    "hour": "HOUR",
    "day": "DAY",
    "minute": "MINUTE",
    "kgm": "KILOGRAM",
    "gram": "GRAM",
    "ton": "TON",
    "lb": "POUND",
    "oz": "OUNCE",
    "litre": "LITER",
    "milliliter": "MILLILITRE",
    "gal": "GALLON_US",
    "cubic_meter": "CUBIC_METER",
    "meter": "METER",
    "cm": "CM",
    "millimeter": "MILLIMETER",
    "km": "KILOMETER",
    "inch": "INCH",
    "foot": "FOOT",
    "yard": "YARD",
    "mile": "MILE",
    "square_meter": "SQUARE_METER",
    "kwh": "KILOWATT_HOUR",
}


class UomUom(models.Model):
    _inherit = "uom.uom"

    procountor_unit = fields.Selection(
        UNITS,
        help="The unit that Procountor is told. Empty: the one that the connector names for units without counterpart.",
    )

    @api.model
    def _procountor_fill(self):
        """Say what Odoo's own units are in Procountor, where nobody has said so yet."""
        for name, code in OWN.items():
            for prefix in ("product_uom", "uom"):
                unit = self.env.ref(f"uom.{prefix}_{name}", raise_if_not_found=False)
                if unit and not unit.procountor_unit:
                    unit.procountor_unit = code
