from odoo import _, api, models


class SidecarMessages(models.AbstractModel):
    _inherit = "sidecar.messages"

    @api.model
    def _sidecar_kinds(self):
        return {
            **super()._sidecar_kinds(),
            **self.env["procuros.messages"]._procuros_kinds(),
            "procuros.order.send": _("Order to Procuros"),
            "procuros.connection.test": _("Connection test"),
            "procuros.inbox.fetch": _("Fetch from Procuros"),
            "procuros.inbox.report": _("Mark at Procuros"),
            "procuros.invoice.send": _("Invoice to Procuros"),
            "procuros.credit_note.send": _("Credit note to Procuros"),
            "procuros.shipping_notice.send": _("Shipping notice to Procuros"),
            "procuros.shipping_notice.receive": _("Shipping notice from Procuros"),
            "procuros.invoice.receive": _("Invoice from Procuros"),
            "procuros.credit_note.receive": _("Credit note from Procuros"),
        }

    @api.model
    def _sidecar_templates(self):
        return {
            **super()._sidecar_templates(),
            **self.env["procuros.messages"]._procuros_templates(),
            "procuros.unauthorized": _("Procuros refuses the API token of this connector."),
            "procuros.unauthorized.hint": _("Set the credentials of the connector again."),
            "procuros.forbidden": _("The API token of this connector may not do this at Procuros."),
            "procuros.order.cancelled": _("The order is cancelled."),
            "procuros.order.cancelled.hint": _("Set it back to draft if it is still wanted."),
            "procuros.order.to_approve": _("The order waits for approval."),
            "procuros.order.to_approve.hint": _("Have it approved."),
            "procuros.order.no_lines": _("The order has no line with a product."),
            "procuros.order.no_lines.hint": _("Add a product."),
            "procuros.order.other_company": _("The order belongs to another company than the connector."),
            "procuros.invoice.type": _("The document is not of the kind that this button sends."),
            "procuros.invoice.type.hint": _("Send it with the button for documents of its kind."),
            "procuros.invoice.draft": _("The document is a draft."),
            "procuros.invoice.draft.hint": _("Confirm it."),
            "procuros.invoice.cancelled": _("The document is cancelled."),
            "procuros.invoice.cancelled.hint": _("Set it back to draft and confirm it if it is still wanted."),
            "procuros.invoice.other_company": _("The document belongs to another company than the connector."),
            "procuros.invoice.own_customer": _("The customer is the company that invoices."),
            "procuros.invoice.own_customer.hint": _("Choose another customer, or correct its GLN."),
            "procuros.invoice.no_connector": _("The customer has no Procuros Connector."),
            "procuros.invoice.no_connector.hint": _("Choose the connector on the customer."),
            "procuros.invoice.no_lines": _("The document has no line with a product."),
            "procuros.invoice.no_lines.hint": _("Add a product."),
            "procuros.invoice.no_order": _("The invoice belongs to no sales order."),
            "procuros.invoice.no_order.hint": _("Create it from the sales order; Procuros asks for the buyer's order."),
            "procuros.invoice.no_delivery": _("Nothing of the invoice has a delivery."),
            "procuros.invoice.no_delivery.hint": _("Deliver the order; Procuros asks for the delivery."),
            "procuros.invoice.deliveries": _("The line went out with %(deliveries)s; the invoice names %(named)s."),
            "procuros.invoice.ship_to": _("The delivery address has no GLN; Procuros takes the customer's for it."),
            "procuros.invoice.ship_to.hint": _("Enter the GLN in Reference of the delivery address."),
            "procuros.invoice.line_orders": _("The line belongs to several sales orders."),
            "procuros.invoice.line_orders.hint": _("Enter a line of its own for each order."),
            "procuros.invoice.negative_price": _("The price is negative."),
            "procuros.invoice.negative_price.hint": _("Enter the reduction as a discount on the lines."),
            "procuros.invoice.discount": _("The discount is %(value)s; it must be between 0 and 100."),
            "procuros.invoice.discount.hint": _("Put a surcharge into the price."),
            "procuros.invoice.tax": _("The tax %(tax)s is no plain percentage of the net price."),
            "procuros.invoice.tax.hint": _("Choose a tax in percent, or send the document another way."),
            "procuros.invoice.tax_base": _("The taxes %(tax)s are not all percentages of the net amount."),
            "procuros.invoice.tax_base.hint": _("Put the taxes that are included in the price before the others."),
            "procuros.invoice.total_net": _("The lines do not make the untaxed amount."),
            "procuros.invoice.total_net.hint": _("Look for cash rounding."),
            "procuros.invoice.total_tax": _("The taxes of the lines do not make the tax of the document."),
            "procuros.invoice.total_tax.hint": _(
                "Look for a tax amount changed by hand, or a cash discount that reduces the tax."
            ),
            "procuros.invoice.total_gross": _("Untaxed amount and tax do not make the total."),
            "procuros.invoice.total_gross.hint": _("Look for cash rounding."),
            "procuros.invoice.due": _("Part of the document is paid; what is still due is sent as the amount due."),
            "procuros.invoice.due.hint": _("Choose in the connector whether the amount due or the total is sent."),
            "procuros.invoice.due_before": _("The document is due before its date."),
            "procuros.invoice.due_before.hint": _("Correct the due date."),
            "procuros.invoice.instalments": _("Of several due dates only the last one is sent."),
            "procuros.invoice.instalments.hint": _("Choose payment terms with one due date."),
            **self._procuros_notice_templates(),
        }

    @api.model
    def _procuros_notice_templates(self):
        """What can be wrong with a delivery."""
        return {
            "procuros.notice.cancelled": _("The delivery is cancelled."),
            "procuros.notice.cancelled.hint": _("Nothing left, so there is nothing to announce."),
            "procuros.notice.lot_missing": _("A part of %(product)s has no lot."),
            "procuros.notice.lot_missing.hint": _("Enter the lot of that part in the delivery."),
            "procuros.notice.negative": _("The quantity of %(product)s is %(value)s."),
            "procuros.notice.negative.hint": _("Correct the quantity of the delivery."),
            "procuros.notice.no_connector": _("%(record_name)s has no Procuros Connector."),
            "procuros.notice.no_connector.hint": _("Choose it on the contact."),
            "procuros.notice.not_done": _("The delivery is not done yet."),
            "procuros.notice.not_done.hint": _("Validate it, then send it."),
            "procuros.notice.not_outgoing": _("This is no delivery to a customer."),
            "procuros.notice.nothing_shipped": _("Nothing has left with this delivery."),
            "procuros.notice.nothing_shipped.hint": _("Correct its quantities, or mark it as sent elsewhere."),
            "procuros.notice.other_company": _("The delivery belongs to another company than the connector."),
            "procuros.notice.own_customer": _("The customer has the GLN of your own company."),
            "procuros.notice.own_customer.hint": _("Correct the GLN of the customer, or of the connector."),
            "procuros.notice.package_levels": _(
                "%(package)s is packed more than twice; only it and the outermost package are sent."
            ),
            "procuros.notice.package_type": _(
                "The package type %(record_name)s has no Procuros Unit Type; its packages are sent without one."
            ),
            "procuros.notice.parties": _("%(address)s belongs to another company than the customer."),
            "procuros.notice.parties.hint": _("Choose an address of the customer in the sales order."),
            "procuros.notice.return": _("This is a return; only deliveries to customers are announced."),
            "procuros.notice.several_customers": _(
                "The delivery holds goods of %(order)s, an order of another customer."
            ),
            "procuros.notice.several_customers.hint": _("Tell the customers yourself, then mark it as sent elsewhere."),
            "procuros.notice.ship_to": _("The delivery address %(record_name)s has no GLN."),
            "procuros.notice.ship_to.hint": _("Enter it in %(label)s."),
        }
