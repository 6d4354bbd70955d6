from odoo import _, fields, models

WHAT = [
    ("ignore", "Ignore"),
    ("sent", "It was sent"),
    ("not_sent", "It was not sent"),
    ("elsewhere", "Mark as sent elsewhere"),
]


class SidecarReason(models.TransientModel):
    """Asks why, before a person decides in place of the sidecar; the reason stays with the ledger entry."""

    _name = "sidecar.reason"
    _description = "Reason for a decision"

    what = fields.Selection(WHAT, required=True)
    entry_ids = fields.Many2many("sidecar.entry")
    model = fields.Char(help="A document that has no entry yet.")
    record = fields.Integer()
    flow = fields.Char()
    reason = fields.Char(required=True)
    number = fields.Char("Number at the partner", help="The number the partner gave this document.")
    external_id = fields.Char(
        "Partner's id",
        help="Needed where the partner is asked about the document later, for example for payments.",
    )

    def action_apply(self):
        """Tell the ledger.

        :raises UserError: when the sidecar gives no answer or refuses
        """
        self.ensure_one()
        getattr(self, f"_sidecar_{self.what}")()
        notify = self.env["sidecar.connection"]._sidecar_notify(_("Documents"), _("The sidecar noted it."), "success")
        return notify

    def _sidecar_ignore(self):
        params = {"entries": self.entry_ids._sidecar_wire_ids(), "reason": self._sidecar_signed()}
        self.env["sidecar.service"]._sidecar_call("entry/ignore", params)

    def _sidecar_sent(self):
        self._sidecar_resolve(True)

    def _sidecar_not_sent(self):
        self._sidecar_resolve(False)

    def _sidecar_resolve(self, was_sent):
        for entry in self.entry_ids:
            params = {"entry": entry._sidecar_wire_id(), "sent": was_sent, "reason": self._sidecar_signed()}
            if was_sent:
                params.update(external_id=self.external_id or None, number=self.number or None)
            self.env["sidecar.service"]._sidecar_call("entry/resolve", params)

    def _sidecar_elsewhere(self):
        for entry in self.entry_ids:
            document = {"model": entry.model, "record": entry.record, "record_name": entry.record_name}
            self._sidecar_say_elsewhere(entry.flow, entry.connection, entry.company_id, document)
        if self.model:
            record = self.env[self.model].browse(self.record)
            record._sidecar_check_access(record)
            connection, company = record._sidecar_connection(self.flow)
            document = {"model": self.model, "record": record.id, "record_name": record.display_name}
            self._sidecar_say_elsewhere(self.flow, connection.key, company, document)

    def _sidecar_say_elsewhere(self, flow, connection, company, document):
        params = {"flow": flow, "connection": connection, "company_id": company.id, **document}
        params.update(number=self.number, reason=self._sidecar_signed())
        if self.external_id:
            params["external_id"] = self.external_id
        self.env["sidecar.service"]._sidecar_call("entry/elsewhere", params)

    def _sidecar_signed(self):
        """The reason with the name of whoever gave it: the decision is theirs."""
        return f"{self.reason} ({self.env.user.name})"
