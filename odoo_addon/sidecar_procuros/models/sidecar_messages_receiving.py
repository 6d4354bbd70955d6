from odoo import _, api, models


class ProcurosMessages(models.AbstractModel):
    _name = "procuros.messages"
    _description = "What is said of documents that come in from Procuros"

    @api.model
    def _procuros_kinds(self):
        return {
            "procuros.order.receive": _("Order from Procuros"),
            "procuros.order_response.receive": _("Order response from Procuros"),
        }

    @api.model
    def _procuros_templates(self):
        return {**self._procuros_order_in(), **self._procuros_order_response_in()}

    @api.model
    def _procuros_order_in(self):
        """What can be wrong with an order that came in."""
        return {
            "procuros.order.no_items": _("%(document)s has no items."),
            "procuros.order.no_items.hint": _("Ask the buyer to send it again."),
            "procuros.order.party_without_gln": _("The %(party)s of %(document)s has no GLN."),
            "procuros.order.party_without_gln.hint": _(
                "Ask the buyer for the GLN of the address, or ignore this document and enter the order by hand."
            ),
            "procuros.order.other_partner": _("%(record_name)s does not belong to the same company as %(buyer)s."),
            "procuros.order.other_partner.hint": _("Correct the contact's company, or its GLN in Reference."),
            "procuros.order.version_too_late": _(
                "%(document)s replaces an order that is %(record_name)s and no draft."
            ),
            "procuros.order.version_too_late.hint": _(
                "Set it back to a quotation, or change it by hand and ignore this document."
            ),
            "procuros.order.same_number": _("%(record_name)s already is the order %(number)s of this buyer."),
            "procuros.order.same_number.hint": _(
                "Cancel it if this order shall take its place, or ignore this document."
            ),
            "procuros.order.rounded": _("Odoo would round the quantity %(value)s."),
            "procuros.order.rounded.hint": _(
                "Raise the decimal accuracy of quantities and the rounding of the unit, or agree on another unit."
            ),
            "procuros.order.currency": _("The buyer orders in %(theirs)s, %(record_name)s is in %(ours)s."),
            "procuros.order.currency.hint": _("Choose another price list if that is agreed."),
        }

    @api.model
    def _procuros_order_response_in(self):
        """What can be wrong with a vendor's answer to an order."""
        by_hand = _("Change %(order)s by hand and ignore this document.")
        return {
            "procuros.order_response.accept_differs": _("The vendor accepts %(order)s, but confirms another quantity."),
            "procuros.order_response.accept_differs.hint": _("Ask the vendor which one is meant, or change the order."),
            "procuros.order_response.already_done": _(
                "More of %(order)s is received or billed than the vendor confirms."
            ),
            "procuros.order_response.already_done.hint": by_hand,
            "procuros.order_response.cancelled": _("The vendor accepts %(order)s, which is cancelled here."),
            "procuros.order_response.cancelled.hint": _("Tell the vendor, or set the order back to draft."),
            "procuros.order_response.line_missing": _("%(document)s says nothing about %(product)s."),
            "procuros.order_response.line_missing.hint": _("Ask the vendor for an answer to every line."),
            "procuros.order_response.line_unknown": _("%(order)s has no single line for %(said)s."),
            "procuros.order_response.line_unknown.hint": _("Correct the barcode of the product, or change it by hand."),
            "procuros.order_response.locked": _("%(order)s is locked and cannot take the vendor's answer."),
            "procuros.order_response.locked.hint": _("Unlock it; the answer is then taken over by itself."),
            "procuros.order_response.more_than_ordered": _("The vendor confirms more of %(product)s than was ordered."),
            "procuros.order_response.more_than_ordered.hint": _(
                "Raise the quantity in %(order)s if you want that many."
            ),
            "procuros.order_response.nothing_confirmed": _("The vendor confirms nothing of %(order)s."),
            "procuros.order_response.nothing_confirmed.hint": _("Cancel %(order)s and ignore this document."),
            "procuros.order_response.other_product": _(
                "The vendor answers the line of %(product)s with another product."
            ),
            "procuros.order_response.other_product.hint": by_hand,
            "procuros.order_response.other_unit": _("The vendor confirms %(product)s in another unit than ordered."),
            "procuros.order_response.other_unit.hint": by_hand,
            "procuros.order_response.other_vendor": _("%(order)s was sent to another vendor than the answer is from."),
            "procuros.order_response.other_vendor.hint": _("Make both contacts of one company, or correct the GLN."),
            "procuros.order_response.payment_terms": _("The vendor's payment terms are not those of %(order)s."),
            "procuros.order_response.payment_terms.hint": _("Choose the agreed payment terms in %(order)s."),
            "procuros.order_response.price": _("The vendor confirms %(product)s at another price than ordered."),
            "procuros.order_response.price.hint": _("Agree on the price before the bill comes."),
            "procuros.order_response.several_dates": _("The vendor delivers %(product)s on several days."),
            "procuros.order_response.several_dates.hint": _("Split the line of %(order)s by hand."),
            "procuros.order_response.state": _("Odoo did not bring %(order)s to the state of the vendor's answer."),
            "procuros.order_response.state.hint": _("Confirm or cancel it by hand, then retry."),
            "procuros.order_response.to_approve": _("The vendor confirmed %(order)s, which now waits for approval."),
            "procuros.order_response.to_approve.hint": _("Have it approved."),
            "procuros.order_response.type": _("%(value)s is no answer to an order."),
            "procuros.order_response.type.hint": _("Ask the vendor for a corrected answer."),
            "procuros.order_response.version_too_late": _(
                "%(document)s replaces an answer that was carried out already."
            ),
            "procuros.order_response.version_too_late.hint": by_hand,
            "procuros.order_response.without_type": _("%(document)s has no type, which counts as a rejection."),
            "procuros.order_response.without_type.hint": _("Cancel the order by hand, or ask the vendor."),
            "procuros.order_response.zero_on_confirmed": _("The vendor will not deliver a line of %(order)s."),
            "procuros.order_response.zero_on_confirmed.hint": _(
                "Cancel what is still to come of it in the receipt, set its quantity to 0 and ignore this document."
            ),
        }
