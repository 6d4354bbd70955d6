from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    procuros_connection_id = fields.Many2one(
        "sidecar.connection",
        "Procuros Connector",
        company_dependent=True,
        domain="[('connector', '=', 'procuros')]",
        help="Documents of this partner go through this connector.",
    )
    procuros_require_order_response = fields.Boolean(
        "Require Order Response",
        help="On: a sent order stays a request until the vendor's response arrives, and the response confirms it. "
        "Off: the order is confirmed as soon as Procuros has it.",
    )
    procuros_send_invoice = fields.Boolean(
        "Send Invoice & Credit Notes", help="Invoices and credit notes go to this customer by themselves."
    )
    procuros_send_credit_note_reason = fields.Boolean(
        "Send Credit Note Reason", help="The reason of a credit note goes along."
    )
    procuros_send_shipping_notice = fields.Boolean(
        "Send Shipping Notice", help="Shipping notices go to this customer by themselves."
    )
