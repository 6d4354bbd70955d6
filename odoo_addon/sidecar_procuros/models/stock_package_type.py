from odoo import fields, models

# Procuros API v2, schema TransportUnit, member unitType.
UNIT_TYPES = [
    ("EURO_PALLET", "Euro pallet"),
    ("EURO_PALLET_HALF", "Euro pallet, half"),
    ("EURO_PALLET_QUARTER", "Euro pallet, quarter"),
    ("CARTON", "Carton"),
    ("PACKAGE", "Package"),
    ("PALLET", "Pallet"),
    ("CONTAINER", "Container"),
]


class StockPackageType(models.Model):
    _inherit = "stock.package.type"

    procuros_unit_type = fields.Selection(
        UNIT_TYPES,
        help="What your trade partners are told that packages of this type are; without it they are told nothing.",
    )
