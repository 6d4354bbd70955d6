from odoo import models


class AccountJournal(models.Model):
    _inherit = "account.journal"

    def _procountor_is_outstanding(self):
        """Whether an invoice paid through this journal stays *In Payment*.

        That is so with the full accounting application only, unless the payments are booked on the journal's own
        account at once.
        """
        self.ensure_one()
        if self.env["account.move"]._get_invoice_in_payment_state() == "paid":
            return False
        lines = self.inbound_payment_method_line_ids
        return any(line.payment_account_id != self.default_account_id for line in lines)
