from odoo import _, api, models


class SidecarMessages(models.AbstractModel):
    """What can be wrong with the documents of vendors."""

    _inherit = "sidecar.messages"

    @api.model
    def _sidecar_kinds(self):
        return {
            **super()._sidecar_kinds(),
            "procuros.shipping_notice.receive": _("Shipping notice from Procuros"),
            "procuros.invoice.receive": _("Invoice from Procuros"),
            "procuros.credit_note.receive": _("Credit note from Procuros"),
        }

    @api.model
    def _sidecar_templates(self):
        return {
            **super()._sidecar_templates(),
            **self._procuros_bill_templates(),
            **self._procuros_credit_note_templates(),
            **self._procuros_purchase_templates(),
            **self._procuros_receipt_templates(),
        }

    @api.model
    def _procuros_bill_templates(self):
        """What can be wrong with a vendor's invoice, and with the numbers of a credit note."""
        return {
            "procuros.bill.already_billed": _("%(product)s of %(order)s is already billed: %(billed)s of %(ordered)s."),
            "procuros.bill.already_billed.hint": _(
                "Cancel the other bill or raise the quantity ordered if this one is right; else ignore this document."
            ),
            "procuros.bill.currency": _("%(document)s is in %(theirs)s, %(order)s in %(ours)s."),
            "procuros.bill.currency.hint": _("Compare the prices with what was agreed before you confirm the bill."),
            "procuros.bill.discount": _("The discounts of a line of %(document)s come to %(percentage)s %%."),
            "procuros.bill.discount.hint": _("Ask the vendor to correct it and to send the document again."),
            "procuros.bill.document_modification": _("The document has charges or allowances on its total (%(what)s)."),
            "procuros.bill.document_modification.hint": _(
                "Enter the bill by hand and ignore this document, or ask the vendor for lines of their own."
            ),
            "procuros.bill.line_total": _(
                "A line of %(document)s comes to %(theirs)s, in Odoo to %(ours)s: its price or discount has more "
                "digits than Odoo keeps."
            ),
            "procuros.bill.line_total.hint": _("Raise the decimal accuracy of Product Price or Discount, then retry."),
            "procuros.bill.modification": _(
                "%(document)s has %(what)s on a line; only discounts in percent or as an amount can be taken over."
            ),
            "procuros.bill.modification.hint": _(
                "Enter the bill by hand and ignore this document, or ask the vendor for a line of its own."
            ),
            "procuros.bill.more_than_ordered": _(
                "%(document)s bills %(billed)s of %(product)s; %(left)s are left to bill."
            ),
            "procuros.bill.more_than_ordered.hint": _("Compare the bill with the order before you confirm it."),
            "procuros.bill.no_items": _("The document has no items."),
            "procuros.bill.no_items.hint": _("Ask the vendor to send it again."),
            "procuros.bill.not_invoiced": _("An item that is not invoiced has the price %(price)s."),
            "procuros.bill.not_invoiced.hint": _("Ask the vendor to correct it and to send the document again."),
            "procuros.bill.payment_terms": _("Not exactly one payment term says %(wanted)s; taken is %(chosen)s."),
            "procuros.bill.payment_terms.hint": _(
                "Choose the payment terms on the bill; make such a payment term for the next one."
            ),
            "procuros.bill.pricing_unit": _(
                "A line of %(document)s has its price for %(pricing_unit)s, not for one %(unit)s."
            ),
            "procuros.bill.pricing_unit.hint": _(
                "Ask the vendor for the price of one %(unit)s, or enter the bill by hand and ignore this document."
            ),
            "procuros.bill.rounding": _(
                "The %(what)s of %(document)s is %(theirs)s %(currency)s, in Odoo it comes to %(ours)s."
            ),
            "procuros.bill.rounding.hint": _("Correct the tax amount on the bill before you confirm it."),
            "procuros.bill.same_number": _("%(other)s already has the number %(number)s of this vendor."),
            "procuros.bill.same_number.hint": _(
                "Cancel or delete %(other)s if this document shall take its place, or ignore this document."
            ),
            "procuros.bill.tax": _("%(document)s has %(theirs)s tax on %(product)s, the order has %(ours)s."),
            "procuros.bill.tax.hint": _(
                "Correct the taxes of the order's line, or of the product, if the vendor is right."
            ),
            "procuros.bill.total": _(
                "The %(what)s of %(document)s is %(theirs)s %(currency)s, in Odoo it comes to %(ours)s."
            ),
            "procuros.bill.total.hint": _(
                "Compare taxes and prices of the order with the document and correct them, or ask the vendor."
            ),
            "procuros.bill.version_too_late": _(
                "%(document)s (%(newer)s) replaces %(older)s, which became %(record_name)s and is no draft any more."
            ),
            "procuros.bill.version_too_late.hint": _(
                "Set %(record_name)s back to draft, or change it by hand and ignore this document."
            ),
        }

    @api.model
    def _procuros_credit_note_templates(self):
        """What can be wrong with a vendor's credit note."""
        return {
            "procuros.credit_note.currency": _("%(document)s is in %(theirs)s, the bill %(bill)s in %(ours)s."),
            "procuros.credit_note.currency.hint": _(
                "Ask the vendor, or enter the credit note by hand and ignore this document."
            ),
            "procuros.credit_note.draft_bill": _("The bill %(bill)s that %(document)s takes back is not confirmed."),
            "procuros.credit_note.draft_bill.hint": _("Confirm %(bill)s."),
            "procuros.credit_note.more_than_billed": _(
                "%(document)s takes back %(credited)s of %(product)s; %(bill)s has %(billed)s."
            ),
            "procuros.credit_note.more_than_billed.hint": _(
                "Compare the credit note with the bill before you confirm it."
            ),
            "procuros.credit_note.no_bill": _(
                "There is no bill of this vendor with the number %(number)s, which %(document)s takes back."
            ),
            "procuros.credit_note.no_bill.hint": _("Enter %(number)s in Reference of the bill and confirm it."),
            "procuros.credit_note.no_invoice": _("%(document)s does not say which invoice it takes back."),
            "procuros.credit_note.no_invoice.hint": _(
                "Enter the credit note by hand and ignore this document, or ask the vendor for the number."
            ),
            "procuros.credit_note.not_billed": _(
                "%(bill)s has no line with %(product)s, which %(document)s takes back."
            ),
            "procuros.credit_note.not_billed.hint": _(
                "Ask the vendor, or enter the credit note by hand and ignore this document."
            ),
            "procuros.credit_note.several_bills": _(
                "%(count)s bills of this vendor have the number %(number)s, which %(document)s takes back."
            ),
            "procuros.credit_note.several_bills.hint": _(
                "Cancel the bills that are not meant, or correct their Reference."
            ),
        }

    @api.model
    def _procuros_purchase_templates(self):
        """What can be wrong with the order that a vendor's document names."""
        return {
            "procuros.purchase.not_confirmed": _("The purchase order %(order)s is not confirmed, or cancelled."),
            "procuros.purchase.not_confirmed.hint": _(
                "Confirm %(order)s, or enter %(document)s by hand and ignore it."
            ),
            "procuros.purchase.not_ordered": _("%(order)s has no line with %(product)s."),
            "procuros.purchase.not_ordered.hint": _(
                "Add %(product)s to %(order)s if it was ordered; else ask the vendor."
            ),
            "procuros.purchase.other_vendor": _(
                "The purchase order %(order)s is of %(ours)s, the document of %(theirs)s."
            ),
            "procuros.purchase.other_vendor.hint": _(
                "Make both contacts of one company, or correct the GLN in Reference."
            ),
            "procuros.purchase.several": _("%(count)s purchase orders have the number %(number)s."),
            "procuros.purchase.several.hint": _("Rename all but the one that is meant."),
            "procuros.purchase.unknown": _("There is no purchase order %(number)s."),
            "procuros.purchase.unknown.hint": _(
                "Enter the order under this number and confirm it, or enter %(document)s by hand and ignore it."
            ),
        }

    @api.model
    def _procuros_receipt_templates(self):
        """What can be wrong with a shipping notice."""
        return {
            "procuros.receipt.batch_without_number": _(
                "A batch of %(product)s has no number, and the product is tracked."
            ),
            "procuros.receipt.batch_without_number.hint": _(
                "Ask the vendor for the number, or enter the receipt by hand and ignore this document."
            ),
            "procuros.receipt.batches": _("The batches of %(product)s come to %(batches)s, shipped are %(shipped)s."),
            "procuros.receipt.batches.hint": _("Ask the vendor to correct it and to send the document again."),
            "procuros.receipt.carrier": _(
                "Not exactly one delivery method is called %(carrier)s; the receipt has none."
            ),
            "procuros.receipt.carrier.hint": _("Choose the carrier on the receipt."),
            "procuros.receipt.discarded": _("The vendor will not deliver the rest of %(product)s of %(order)s."),
            "procuros.receipt.discarded.hint": _("Cancel the back order, or reduce the quantity on %(order)s."),
            "procuros.receipt.more_than_ordered": _(
                "%(document)s has %(shipped)s of %(product)s; %(order)s still expects %(expected)s."
            ),
            "procuros.receipt.more_than_ordered.hint": _(
                "Raise the quantity on %(order)s if you take it; else ask the vendor, or ignore this document."
            ),
            "procuros.receipt.none": _(
                "%(order)s has no open receipt that was not announced before, so %(document)s finds nothing to prepare."
            ),
            "procuros.receipt.none.hint": _(
                "Ask the vendor what is delivered, raise the order if it is right, or ignore this document."
            ),
            "procuros.receipt.nothing_shipped": _(
                "Nothing is shipped: the shipping notice has no item with a quantity."
            ),
            "procuros.receipt.nothing_shipped.hint": _("Ask the vendor, or ignore this document."),
            "procuros.receipt.serial": _(
                "%(product)s is tracked by serial number; a batch of it has another quantity than one."
            ),
            "procuros.receipt.serial.hint": _(
                "Track %(product)s by lots, or ask the vendor for a batch for each piece."
            ),
            "procuros.receipt.several": _("An order has %(count)s open receipts: %(names)s."),
            "procuros.receipt.several.hint": _("Finish or cancel all but the one that %(document)s is about."),
            "procuros.receipt.several_orders": _("%(document)s is about several orders: %(numbers)s."),
            "procuros.receipt.several_orders.hint": _(
                "Prepare the receipts by hand and ignore this document, or ask the vendor for one notice for "
                "each order."
            ),
            "procuros.receipt.version_too_late": _(
                "%(document)s (%(newer)s) replaces %(older)s, whose receipt %(record_name)s was begun already."
            ),
            "procuros.receipt.version_too_late.hint": _(
                "Compare %(record_name)s with this document by hand, and ignore it."
            ),
        }
