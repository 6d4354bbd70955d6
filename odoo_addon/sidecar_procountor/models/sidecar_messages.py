from odoo import _, api, models


class SidecarMessages(models.AbstractModel):
    _inherit = "sidecar.messages"

    @api.model
    def _sidecar_kinds(self):
        return {
            **super()._sidecar_kinds(),
            "procountor.connection.test": _("Connection test"),
            "procountor.connection.fetch": _("VAT settings from Procountor"),
            "procountor.inbox.fetch": _("Fetch from Procountor"),
            "procountor.invoice.send": _("Invoice to Procountor"),
            "procountor.partner.send": _("Customer to Procountor"),
            "procountor.product.send": _("Product to Procountor"),
            "procountor.payment.pull": _("Payment from Procountor"),
            "procountor.bill.pull": _("Vendor bill from Procountor"),
            "procountor.partner.import": _("Customer from Procountor"),
            "procountor.product.import": _("Product from Procountor"),
        }

    @api.model
    def _sidecar_templates(self):
        return {
            **super()._sidecar_templates(),
            "procountor.unauthorized": _("Procountor does not accept the access of this connector."),
            "procountor.unauthorized.hint": _(
                "Check that the API key is still valid in Procountor and enter it with Set credentials."
            ),
            "procountor.forbidden": _("The API user may not do this in Procountor."),
            "procountor.forbidden.hint": _("Give the API user this right in Procountor."),
            "procountor.rights.hint": _("Give the API user these rights in Procountor."),
            "procountor.too_many_requests": _("Procountor asks to slow down."),
            "procountor.unreadable.hint": _("Check the URL of the connector and whether a proxy answers in its place."),
            "procountor.rejected.hint": _("Mend what Procountor names and send again; unchanged it is not sent again."),
            "procountor.not_found.hint": _("It was removed, or the API user may not see it; check the URL too."),
            "procountor.settings_missing": _("The VAT settings of the connector were not fetched yet."),
            "procountor.settings_missing.hint": _("Press Fetch VAT settings on the connector."),
            "procountor.unit": _("Procountor has no unit %(unit)s; %(sent)s is sent."),
            "procountor.unit.hint": _("Choose the Procountor unit on the unit of measure."),
            "procountor.vat_number": _("%(value)s is no Finnish VAT number: its check digit or its length is wrong."),
            "procountor.vat_number.hint": _("Correct it, for example FI12345671, or remove it."),
            "procountor.business_id": _("%(value)s is no Finnish business ID: its check digit or its length is wrong."),
            "procountor.business_id.hint": _("Correct it, for example 1234567-1, or remove it."),
            "procountor.email": _("%(value)s is no e-mail address; it is not sent."),
            "procountor.email.hint": _("Correct the e-mail address."),
            "procountor.channel.hint": _("Enter what is missing, or choose another Procountor Invoice Channel."),
            "procountor.channel_unusable.hint": _("Choose the Invoice Channel on the connector."),
            "procountor.journal_type.hint": _("Choose a journal of type Purchase as Vendor Bill Journal."),
        }
