from odoo import api, fields, models

from ..models.account_move import CREDIT_NOTE_TYPES


class AccountMoveReversal(models.TransientModel):
    _inherit = "account.move.reversal"

    procuros_credit_note_type = fields.Selection(
        CREDIT_NOTE_TYPES,
        "Procuros credit note type",
        default="CORRECTION",
        help="What Procuros is told: a correction of the invoice, or a credit of its value.",
    )
    procuros_is_shown = fields.Boolean(compute="_compute_procuros_is_shown")

    @api.depends("move_ids")
    def _compute_procuros_is_shown(self):
        for reversal in self:
            invoices = reversal.move_ids.filtered(lambda move: move.move_type == "out_invoice")
            customers = invoices.partner_id | invoices.commercial_partner_id
            reversal.procuros_is_shown = bool(customers.with_company(reversal.company_id).procuros_connection_id)

    def _prepare_default_reversal(self, move):
        values = super()._prepare_default_reversal(move)
        if move.move_type == "out_invoice" and self.procuros_is_shown:
            values["procuros_credit_note_type"] = self.procuros_credit_note_type
            values["procuros_credit_note_reason"] = self.reason
        return values
