from odoo import fields, models

# Procuros API v2, schema UnitOfMeasure: 30 codes, a subset of UN/CEFACT. What a unit is called says nothing about
# its code; the customer decides.
UNIT_TYPES = [
    ("EA", "EA – each"),
    ("GRM", "GRM – gram"),
    ("HUR", "HUR – hour"),
    ("KGM", "KGM – kilogram"),
    ("LTR", "LTR – litre"),
    ("MLT", "MLT – millilitre"),
    ("MTK", "MTK – square metre"),
    ("MTR", "MTR – metre"),
    ("PCK", "PCK – package"),
    ("SET", "SET – set"),
    ("CS", "CS – case"),
    ("CA", "CA – can"),
    ("DAY", "DAY – day"),
    ("WEE", "WEE – week"),
    ("MON", "MON – month"),
    ("CT", "CT – carton"),
    ("CQ", "CQ – cartridge"),
    ("CU", "CU – cup"),
    ("BJ", "BJ – bucket"),
    ("BO", "BO – bottle"),
    ("MTQ", "MTQ – cubic metre"),
    ("PF", "PF – pallet"),
    ("BG", "BG – bag"),
    ("RO", "RO – roll"),
    ("TNE", "TNE – tonne"),
    ("BE", "BE – bundle"),
    ("CMT", "CMT – centimetre"),
    ("KMT", "KMT – kilometre"),
    ("PR", "PR – pair"),
    ("TU", "TU – tube"),
]


class UomUom(models.Model):
    _inherit = "uom.uom"

    procuros_unit_type = fields.Selection(
        UNIT_TYPES, help="The code your trade partners use for this unit at Procuros."
    )
