from odoo import _, models
from odoo.exceptions import UserError


class SidecarEntry(models.Model):
    """The buttons of *Documents*."""

    _inherit = "sidecar.entry"

    def action_open_document(self):
        """Open the Odoo record.

        :raises UserError: when it was deleted meanwhile
        """
        self.ensure_one()
        action = self.env["sidecar.document"]._sidecar_open(self.model, self.record)
        if not action:
            raise UserError(_("%s does not exist any more.", self.record_name))
        return action

    def action_open_page(self):
        """Open what the partner's portal says about this document."""
        self.ensure_one()
        return self.env["sidecar.document"]._sidecar_open_page(self.url)

    def action_retry(self):
        """Try these entries again; what was repaired is collected anew."""
        return self._sidecar_say("entry/retry", {"entries": self._sidecar_wire_ids()}, _("Will be tried again."))

    def action_retry_cause(self):
        """Try all entries again that failed for the causes of these."""
        causes = sorted(set(self.filtered("cause").mapped("cause")))
        if not causes:
            raise UserError(_("Nothing among these failed for a cause that others share."))
        for cause in causes:
            action = self._sidecar_say("entry/retry", {"cause": cause}, _("All with this cause will be tried again."))
        return action

    def action_ignore(self):
        """Ask for a reason, then give these entries up."""
        return self._sidecar_ask_reason("ignore", _("Ignore"))

    def action_resolve_sent(self):
        """An entry in doubt: a person knows that it arrived."""
        return self._sidecar_ask_reason("sent", _("It was sent"))

    def action_resolve_not_sent(self):
        """An entry in doubt: a person knows that it did not arrive."""
        return self._sidecar_ask_reason("not_sent", _("It was not sent"))

    def action_elsewhere(self):
        """The document reached the partner on another way."""
        return self._sidecar_ask_reason("elsewhere", _("Mark as sent elsewhere"))

    def action_preview(self):
        """Show what would leave now: the payload and every issue. Nothing is sent or stored."""
        self.ensure_one()
        preview = self.env["sidecar.preview"]
        return preview._sidecar_of(self.flow, self.connection, self.company_id, self.model, self.record)

    def _sidecar_ask_reason(self, what, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "sidecar.reason",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_what": what, "default_entry_ids": self.ids},
        }

    def _sidecar_wire_ids(self):
        return [entry._sidecar_wire_id() for entry in self]

    def _sidecar_say(self, method, params, message):
        """Tell the ledger something; the list shows it after the mirror ran."""
        self.env["sidecar.service"]._sidecar_call(method, params)
        return self.env["sidecar.connection"]._sidecar_notify(_("Documents"), message, "success")
