from odoo import _, api, fields, models
from odoo.exceptions import ValidationError

KINDS = [("main", "Customer"), ("invoice", "Billing address"), ("delivery", "Delivery address")]
ADD = [("nothing", "Do nothing"), ("update", "Update with id"), ("add", "Add to partners")]


class ProcountorCustomerProposal(models.Model):
    """A customer of Procountor that no partner is linked with, or another address of it, for a person to look at."""

    _name = "procountor.customer.proposal"
    _inherit = "procountor.proposal"
    _description = "Customer of Procountor"

    _sidecar_flow = "procountor.partner.import"
    _sidecar_record = "partner_id"
    _sidecar_columns = (
        *("kind", "name", "business_id", "vat", "email", "phone", "street", "street2", "zip", "city", "lang"),
        *("einvoice_address", "einvoice_operator"),
    )

    action = fields.Selection(selection=ADD)
    kind = fields.Selection(KINDS, "Contact", readonly=True, default="main")
    partner_id = fields.Many2one("res.partner", "Odoo Partner", ondelete="set null")
    business_id = fields.Char("Business ID")
    vat = fields.Char("VAT Number")
    email = fields.Char("E-mail")
    phone = fields.Char()
    street = fields.Char()
    street2 = fields.Char()
    zip = fields.Char()
    city = fields.Char()
    country_id = fields.Many2one("res.country")
    lang = fields.Char("Language", help="For example fi_FI; Odoo's own where it is not installed.")
    einvoice_address = fields.Char("E-invoice Address")
    einvoice_operator = fields.Char("E-invoice Operator")
    payment_term_days = fields.Char("Days to Pay", help="Net days; the payment term of that many days is chosen.")

    @api.model
    def _procountor_title(self):
        return _("Customers from Procountor")

    @api.constrains("payment_term_days")
    def _check_payment_term_days(self):
        for row in self:
            if row.payment_term_days and not row.payment_term_days.strip().isdecimal():
                sentence = _("“%(days)s” of %(name)s is no number of days.")
                raise ValidationError(sentence % {"days": row.payment_term_days, "name": row.name})

    @api.model
    def _sidecar_from_wire(self, values):
        country = self.env["res.country"].search([("code", "=", values.get("country_code") or "")], limit=1)
        days = values.get("payment_term_days")
        return {
            **super()._sidecar_from_wire(values),
            "country_id": country.id,
            "payment_term_days": False if days is None else str(days),
        }

    def _sidecar_to_wire(self):
        days = (self.payment_term_days or "").strip()
        return {
            **super()._sidecar_to_wire(),
            "country_code": self.country_id.code or None,
            "payment_term_days": int(days) if days else None,
        }
