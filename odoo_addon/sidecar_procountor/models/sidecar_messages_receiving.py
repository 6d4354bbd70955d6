from odoo import _, api, models


class SidecarMessages(models.AbstractModel):
    """What can be wrong with a vendor bill, a customer or a product that comes from Procountor."""

    _inherit = "sidecar.messages"

    @api.model
    def _sidecar_templates(self):
        return {**super()._sidecar_templates(), **self._procountor_bill_templates(), **self._procountor_row_templates()}

    @api.model
    def _procountor_bill_templates(self):
        again = _("Complete the accounting of the bill in Procountor; it is taken again by itself.")
        return {
            "procountor.bill.vendor_unknown": _("There is no vendor %(vendor)s in Odoo."),
            "procountor.bill.vendor_unknown.hint": _(
                "Create the vendor with its business ID, or switch on Create Vendors on the connector."
            ),
            "procountor.bill.vendor_several": _("Several partners in Odoo are %(key)s: %(candidates)s."),
            "procountor.bill.vendor_several.hint": _("Merge them, or leave it on the one that is meant alone."),
            "procountor.bill.account_missing": _("There is no account %(account)s in Odoo."),
            "procountor.bill.account_missing.hint": _(
                "Create the account %(account)s in the chart of accounts, or book the bill to another in Procountor."
            ),
            "procountor.bill.account_deprecated": _("The account %(account)s is deprecated in Odoo."),
            "procountor.bill.account_deprecated.hint": _(
                "Take the account %(account)s into use again, or book the bill to another one in Procountor."
            ),
            "procountor.bill.no_receipt.hint": _(
                "Give the API user the right to see accounting, or complete the bill in Procountor."
            ),
            "procountor.bill.no_entries.hint": again,
            "procountor.bill.no_total.hint": again,
            "procountor.bill.line_kind.hint": _(
                "Upgrade the sidecar, or enter the bill by hand and ignore this document."
            ),
            "procountor.bill.total": _(
                "The bill comes to %(theirs)s %(currency)s in Procountor, in Odoo to %(ours)s %(currency)s."
            ),
            "procountor.bill.total.hint": _(
                "Compare the taxes that Odoo chose, and how it rounds them, with the ledger receipt in Procountor."
            ),
            "procountor.bill.same_number": _("%(other)s already has the number %(number)s of this vendor."),
            "procountor.bill.same_number.hint": _(
                "Cancel or delete %(other)s if this document shall take its place, or ignore this document."
            ),
            "procountor.bill.tax_missing": _(
                "Odoo has no purchase tax of %(percent)s %% with the Procountor VAT status %(status)s."
            ),
            "procountor.bill.tax_missing.hint": _(
                "Create the tax, or choose the Procountor VAT status %(status)s on the Advanced tab of the right one."
            ),
            "procountor.bill.tax_several.hint": _("Leave the Procountor VAT status on the tax that is meant alone."),
            "procountor.bill.without_tax": _(
                "Lines with %(percent)s %% VAT (status %(status)s) are taken over without tax: the bill comes to less "
                "in Odoo."
            ),
            "procountor.bill.without_tax.hint": _(
                "Choose the Procountor VAT status on the right tax if bills shall have their taxes in Odoo."
            ),
            "procountor.bill.deduction": _(
                "Of %(percent)s %% VAT only %(deduction)s %% may be deducted in Procountor; Odoo deducts what its "
                "tax says."
            ),
            "procountor.bill.deduction.hint": _(
                "Compare the tax of the line with Procountor before you confirm the bill."
            ),
            "procountor.bill.books_currency": _(
                "Procountor's books are in %(theirs)s, those of the company in Odoo in %(ours)s."
            ),
            "procountor.bill.books_currency.hint": _(
                "Choose the connector of another company, or enter the bill by hand and ignore this document."
            ),
            "procountor.bill.converted": _(
                "The bill is %(amount)s; it is entered in %(currency)s, as Procountor booked it."
            ),
            "procountor.bill.dimension_unpaired": _(
                "%(name)s of Procountor is paired with no analytic account: its costs are not on a project in Odoo."
            ),
            "procountor.bill.dimension_unpaired.hint": _(
                "Choose %(name)s on the analytic account that is meant, and the analytic account on the bill."
            ),
        }

    @api.model
    def _procountor_row_templates(self):
        return {
            "procountor.import.name": _("The row has no name."),
            "procountor.import.name.hint": _("Enter a name in the row, and apply it again."),
            "procountor.product.tax_missing.hint": _(
                "Choose the Procountor VAT Status on the right sales tax, or another percentage in the row."
            ),
            "procountor.product.tax_several.hint": _("Leave the Procountor VAT Status on the tax that is meant alone."),
            "match.default_code": _("Same internal reference"),
            "match.code": _("Same internal reference"),
            "match.business_id": _("Same business ID"),
            "match.einvoice_address": _("Same e-invoice address"),
        }
