import base64

from odoo import models

REPORT = "account.account_invoices"


class AccountMove(models.Model):
    _inherit = "account.move"

    def _compute_procountor_pdf(self):
        """The PDF that was sent to the customer, else the one Odoo prints now; made only when it is asked for."""
        for move in self:
            kept = move.invoice_pdf_report_id
            if kept:
                move.procountor_pdf = kept.with_context(bin_size=False).datas
                continue
            report = self.env["ir.actions.report"]
            content, _kind = report._render_qweb_pdf(REPORT, move.ids) if move.id else (b"", "pdf")
            move.procountor_pdf = base64.b64encode(content)
