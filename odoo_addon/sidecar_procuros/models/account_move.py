from odoo import api, fields, models

INVOICE = "procuros.invoice.send"
CREDIT_NOTE = "procuros.credit_note.send"
TYPES = {"out_invoice": INVOICE, "out_refund": CREDIT_NOTE}
# What Procuros knows of a credit note, in its own words.
CREDIT_NOTE_TYPES = [("CORRECTION", "Correction"), ("VALUE_CREDIT", "Value credit")]


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "procuros.document"]

    procuros_credit_note_type = fields.Selection(
        CREDIT_NOTE_TYPES,
        "Procuros credit note type",
        copy=False,
        help="What Procuros is told about this credit note. Empty: a correction when it reverses an invoice, else a "
        "value credit.",
    )
    procuros_credit_note_reason = fields.Char(
        "Procuros credit note reason",
        copy=False,
        help="The reason the customer is told, when the customer is to be told one. Empty: as in the reference.",
    )

    @api.model
    def _procuros_flows(self):
        return {flow: [("move_type", "=", type_), ("state", "=", "posted")] for type_, flow in TYPES.items()}

    @api.model
    def _procuros_date_field(self):
        return "invoice_date"

    @api.model
    def _procuros_partner_fields(self):
        return ["partner_id", "commercial_partner_id"]

    @api.model
    def _procuros_partner_leaves(self):
        return [("procuros_send_invoice", "=", True)]

    def _procuros_flow(self):
        return TYPES.get(self[:1].move_type, INVOICE)

    def action_procuros_send_invoice(self):
        """Send these customer invoices to Procuros as INVOICE transactions.

        :return: the notification that says what was sent, or the dialog with what is to mend
        :raises UserError: when the sidecar gave no answer
        """
        return self._sidecar_run(INVOICE)

    def action_procuros_send_credit_note(self):
        """Send these customer credit notes to Procuros as CREDIT_NOTE transactions.

        :return: the notification that says what was sent, or the dialog with what is to mend
        :raises UserError: when the sidecar gave no answer
        """
        return self._sidecar_run(CREDIT_NOTE)
