from odoo import _, api, fields, models
from odoo.exceptions import ValidationError

DOMESTIC = 1


class AccountFiscalPosition(models.Model):
    _inherit = "account.fiscal.position"

    procountor_vat_status_id = fields.Many2one(
        "procountor.vat.status",
        "Procountor VAT Status",
        ondelete="restrict",
        domain="[('company_id', '=', company_id), ('sales', '=', True), ('is_gone', '=', False)]",
        help="The VAT status of whole invoices with this fiscal position. Empty: domestic. Statuses of single rows "
        "are chosen on the taxes.",
    )
    procountor_vat_country_id = fields.Many2one(
        "res.country",
        "Procountor VAT Country",
        help="Only where your company pays VAT to another country than its own; only the domestic status may stand "
        "there then.",
    )

    @api.constrains("procountor_vat_status_id", "procountor_vat_country_id", "company_id")
    def _check_procountor_vat_country(self):
        for position in self:
            country, status = position.procountor_vat_country_id, position.procountor_vat_status_id
            if country and country != position.company_id.country_id and status and status.number != DOMESTIC:
                raise ValidationError(
                    _(
                        "VAT is paid to %(country)s: Procountor takes the domestic VAT status only, not %(status)s.",
                        country=country.name,
                        status=status.display_name,
                    )
                )
