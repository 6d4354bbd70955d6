from odoo import _, api, models


class SidecarMessages(models.AbstractModel):
    """Why a document of Procurify is held, and what to do about it."""

    _inherit = "sidecar.messages"

    @api.model
    def _sidecar_templates(self):
        return {
            **super()._sidecar_templates(),
            **self._procurify_missing_templates(),
            **self._procurify_document_templates(),
        }

    @api.model
    def _procurify_missing_templates(self):
        """What has no counterpart in Odoo."""
        link = _("Press Link what is missing, or create the record: the document goes on by itself then.")
        return {
            "procurify.vendor_missing": _("Procurify's vendor %(name)s is linked to no partner in Odoo."),
            "procurify.vendor_missing.hint": _(
                "Fetch the vendors, or press Link what is missing and choose the partner that is meant."
            ),
            "procurify.vendor_ambiguous": _("Several partners in Odoo may be Procurify's vendor %(name)s."),
            "procurify.vendor_ambiguous.hint": _("Press Link what is missing and choose the one that is meant."),
            "procurify.gl_account_missing": _("There is no account for Procurify's account code %(name)s in Odoo."),
            "procurify.gl_account_missing.hint": _(
                "Create the account %(account)s in the chart of accounts, or press Link what is missing and choose "
                "another: the document goes on by itself."
            ),
            "procurify.gl_account_archived": _(
                "The account for Procurify's account code %(name)s is archived in Odoo."
            ),
            "procurify.gl_account_archived.hint": _(
                "Take it into use again, or press Link what is missing and choose another."
            ),
            "procurify.cost_center_missing": _(
                "%(name)s of Procurify is no analytic account in use, or more than one."
            ),
            "procurify.cost_center_missing.hint": link,
            "procurify.currency_missing": _("The currency %(currency)s is not in use in Odoo."),
            "procurify.currency_missing.hint": _("Activate the currency %(currency)s and see to its rate."),
            "procurify.tax_unmapped": _("Procurify's tax %(tax)s is no purchase tax of Odoo, or more than one."),
            "procurify.tax_unmapped.hint": link,
        }

    @api.model
    def _procurify_document_templates(self):
        """What is wrong with a document as a whole, and what is worth a look although it came in."""
        return {
            "procurify.duplicate_reference": _(
                "%(other)s of %(ours)s already has the number %(number)s of this vendor; this bill comes to %(theirs)s."
            ),
            "procurify.duplicate_reference.hint": _(
                "Cancel or delete %(other)s if this bill shall take its place, or ignore this document."
            ),
            "procurify.total_mismatch": _(
                "The bill comes to %(theirs)s %(currency)s in Procurify, in Odoo to %(ours)s %(currency)s."
            ),
            "procurify.total_mismatch.hint": _(
                "Compare taxes, shipping and prices with Procurify before you confirm the bill; prices with many "
                "digits need a higher decimal accuracy of Product Price."
            ),
            "procurify.period_locked": _("It is posted on %(day)s; the books are closed until %(until)s (%(lock)s)."),
            "procurify.period_locked.hint": _(
                "Choose another posting date in Procurify, or reopen the period in Odoo and retry."
            ),
            "procurify.access_denied": _(
                "The user this connector runs as may not read or write what the document needs in Odoo."
            ),
            "procurify.access_denied.hint": _(
                "Give the user of Runs as the rights to vendor bills, journals and purchase orders, then retry."
            ),
            "procurify.validation_error": _("It cannot be entered as it stands: %(reason)s"),
            "procurify.validation_error.hint": _(
                "Correct it in Procurify, or link what is missing: the document is taken again by itself."
            ),
            "procurify.source_gone": _("Procurify does not have it any more, or the integration may not see it."),
            "procurify.source_gone.hint": _(
                "Nothing is deleted in Odoo. Ignore the document, or look for it in Procurify and retry."
            ),
            "procurify.locked_target": _(
                "%(name)s is settled in Odoo and was changed in Procurify since: nothing was changed in Odoo."
            ),
            "procurify.locked_target.hint": _(
                "Compare %(name)s with Procurify and correct it by hand, then ignore this document; or reopen it, and "
                "the change is taken over by itself."
            ),
            "procurify.account_type": _(
                "Procurify's account code %(name)s is an expense, the account %(account)s of Odoo is not."
            ),
            "procurify.account_type.hint": _(
                "Check that the account is meant, or change the line of the account code in the mapping."
            ),
            "procurify.order_to_approve": _("%(name)s was ordered in Procurify and waits for approval in Odoo."),
            "procurify.order_to_approve.hint": _("Have %(name)s approved."),
            "procurify.payment_differs": _("Procurify and Odoo do not agree whether %(name)s is paid."),
            "procurify.payment_differs.hint": _("Register the payment where it is missing."),
            "procurify.journal_type.hint": _("Choose a journal of type Purchase as Vendor Bill Journal."),
            "match.code": _("Same code"),
            "match.ref": _("Same reference"),
            "match.barcode": _("Same barcode"),
            "match.default_code": _("Same internal reference"),
            "match.percentage": _("Same percentage"),
        }
