from odoo import _, api, fields, models

from ..gln import is_gln


class ResPartner(models.Model):
    _inherit = "res.partner"

    procuros_connection_id = fields.Many2one(
        "sidecar.connection",
        "Procuros Connector",
        company_dependent=True,
        domain="[('connector', '=', 'procuros')]",
        help="Documents of this partner go through this connector. Each of your companies has its own.",
    )
    procuros_require_order_response = fields.Boolean(
        "Require Order Response",
        help="On: a sent order stays a request until the vendor's response arrives, and the response confirms it. "
        "Off: the order is confirmed as soon as Procuros has it.",
    )
    procuros_send_invoice = fields.Boolean(
        "Send Invoice & Credit Notes", help="Automatically sends invoices and credit notes to this customer."
    )
    procuros_send_credit_note_reason = fields.Boolean(
        "Send Credit Note Reason", help="The reason of a credit note goes along, for this customer to read."
    )
    procuros_send_shipping_notice = fields.Boolean(
        "Send Shipping Notice", help="Automatically sends shipping notices to this customer."
    )
    procuros_reference_warning = fields.Char(compute="_compute_procuros_reference_warning")

    @api.depends("ref", "procuros_connection_id", "commercial_partner_id.procuros_connection_id")
    @api.depends_context("company")
    def _compute_procuros_reference_warning(self):
        for partner in self:
            partner.procuros_reference_warning = partner._procuros_reference_problem()

    def _procuros_reference_problem(self):
        """What is wrong with the GLN of a partner that trades through Procuros, or False."""
        own = self.procuros_connection_id
        if not (own or self.commercial_partner_id.procuros_connection_id):
            return False
        if not self.ref:
            return _("Enter the GLN of this partner: Procuros knows it by nothing else.") if own else False
        if not is_gln(self.ref):
            return _("%s is not a GLN: it has 13 digits, and the last one is a check digit.", self.ref)
        domain = [
            ("ref", "=", self.ref),
            ("company_id", "in", (False, self.env.company.id)),
            ("commercial_partner_id", "!=", self.commercial_partner_id._origin.id),
        ]
        # sudo: a contact that this user may not see stops documents too.
        twin = self.sudo().search(domain, limit=1)
        if not twin:
            return False
        return _("%(name)s has the same GLN: documents cannot tell the two apart.", name=twin.display_name)
