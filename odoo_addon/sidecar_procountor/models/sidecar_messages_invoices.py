from odoo import _, api, models


class SidecarMessages(models.AbstractModel):
    """What can be wrong with an invoice on its way to Procountor, and with a payment that comes from there."""

    _inherit = "sidecar.messages"

    @api.model
    def _sidecar_templates(self):
        return {
            **super()._sidecar_templates(),
            **self._procountor_invoice_templates(),
            **self._procountor_payment_templates(),
        }

    @api.model
    def _procountor_invoice_templates(self):
        return {
            "procountor.invoice.type": _("%(record_name)s is no customer invoice and no customer credit note."),
            "procountor.invoice.type.hint": _("Only invoices and credit notes to customers are sent."),
            "procountor.invoice.draft": _("%(record_name)s is a draft."),
            "procountor.invoice.draft.hint": _("Confirm it."),
            "procountor.invoice.cancelled": _("%(record_name)s is cancelled."),
            "procountor.invoice.cancelled.hint": _("Set it back to draft and confirm it if it is still wanted."),
            "procountor.invoice.other_company": _("%(record_name)s belongs to another company than the connector."),
            "procountor.invoice.other_company.hint": _("Send it with a connector of its own company."),
            "procountor.invoice.no_lines": _("%(record_name)s has no line with a product."),
            "procountor.invoice.no_lines.hint": _("Add a product."),
            "procountor.invoice.iban.hint": _(
                "Choose another Recipient Bank, or add the account in Procountor and fetch the VAT settings again."
            ),
            "procountor.invoice.no_account": _(
                "%(record_name)s names no bank account, and Procountor has none for invoices that name none."
            ),
            "procountor.invoice.no_account.hint": _(
                "Choose a Recipient Bank, or name one for invoices in Procountor and fetch the VAT settings."
            ),
            "procountor.invoice.due_date.hint": _("Correct the due date."),
            "procountor.invoice.instalments": _("%(record_name)s is due in parts; Procountor gets the last day."),
            "procountor.invoice.instalments.hint": _(
                "Choose payment terms with one due date if the customer shall pay at once."
            ),
            "procountor.invoice.rate.hint": _(
                "Enter the rate of the invoice date, set the invoice back to draft and confirm it."
            ),
            "procountor.invoice.totals.hint": _(
                "Look for a tax amount that was changed by hand, a cash discount that reduces the tax, or mixed prices "
                "with and without tax. For a cent or two, see Rounding of VAT on the connector."
            ),
            "procountor.invoice.tax.hint": _(
                "Choose one tax in percent, and enter anything else as a line of its own."
            ),
            "procountor.invoice.percent": _(
                "%(percent)s %% VAT of %(record_name)s is not in use for sales in %(country)s in Procountor."
            ),
            "procountor.invoice.percent.hint": _(
                "Choose another tax, or add the percentage in Procountor and fetch the VAT settings again."
            ),
            "procountor.invoice.vat_status": _("The VAT status %(status)s is not in use for sales in Procountor."),
            "procountor.invoice.vat_status.hint": _(
                "Choose another Procountor VAT Status, or fetch the VAT settings again."
            ),
            "procountor.invoice.vat_country.hint": _(
                "Correct Procountor VAT Country and VAT Status on the fiscal position and its taxes."
            ),
        }

    @api.model
    def _procountor_payment_templates(self):
        return {
            "procountor.payment.pull.applied": _(
                "%(name)s: %(amount)s %(currency)s registered in %(journal)s as %(payment)s."
            ),
            "procountor.payment.currency": _("%(amount)s %(theirs)s were paid, but %(invoice)s is in %(ours)s."),
            "procountor.payment.currency.hint": _(
                "Register the payment by hand with the amount your bank booked, and ignore this document."
            ),
            "procountor.payment.manual": _(
                "%(document)s is of a type that is booked by hand (%(type)s): nothing was booked in Odoo."
            ),
            "procountor.payment.manual.hint": _(
                "Enter in Odoo what it means for %(invoice)s, or add the type to the payment types of the connector."
            ),
            "procountor.payment.already_paid": _("%(invoice)s is paid in Odoo already: %(document)s was not booked."),
            "procountor.payment.already_paid.hint": _(
                "Compare the payments of %(invoice)s with Procountor if it was not this payment that was entered."
            ),
            "procountor.payment.in_payment": _(
                "%(invoice)s is In Payment: Odoo waits for a bank statement that comes to Procountor alone."
            ),
            "procountor.payment.in_payment.hint": _(
                "Set the outstanding accounts of the journal %(journal)s to the journal's own account."
            ),
            "procountor.payment.unknown_invoice": _("No invoice in Odoo has the number %(invoice)s at Procountor."),
            "procountor.payment.unknown_invoice.hint": _(
                "Ignore this document, unless the invoice was deleted by mistake."
            ),
            "procountor.payment.not_posted": _("%(invoice)s is not posted in Odoo, but was paid in Procountor."),
            "procountor.payment.not_posted.hint": _(
                "Post %(invoice)s again, or enter the payment by hand and ignore this document."
            ),
        }
