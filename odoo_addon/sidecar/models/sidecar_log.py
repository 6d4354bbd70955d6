import json

from odoo import _, api, fields, models
from odoo.exceptions import UserError

from ..wire import WireError

LEVELS = [("info", "Info"), ("data_issue", "Data Issue"), ("response_error", "Response Error")]


class SidecarLog(models.Model):
    """A copy of one line of the sidecar's log. The exact JSON stays in the sidecar and is fetched when it is opened."""

    _name = "sidecar.log"
    _description = "Log of what was said to partners"
    _rec_name = "message"
    _order = "seq desc"

    sidecar_id = fields.Char(required=True, readonly=True)
    seq = fields.Integer(readonly=True)
    entry = fields.Char(index=True, readonly=True)
    level = fields.Selection(LEVELS, readonly=True)
    code = fields.Char(readonly=True)
    message = fields.Char(readonly=True)
    at = fields.Datetime("Time", readonly=True, index=True)
    correlation_id = fields.Char(readonly=True)
    flow = fields.Selection("_sidecar_flows", "Kind", readonly=True)
    kind = fields.Char("Kind of document", compute="_compute_kind")
    connector = fields.Char(readonly=True)
    connection = fields.Char(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    model = fields.Char(readonly=True)
    record = fields.Many2oneReference("Record ID", model_field="model", readonly=True)
    record_name = fields.Char("Document", readonly=True)
    method = fields.Char(readonly=True)
    url = fields.Char("URL", readonly=True)
    page = fields.Char("Partner's page", readonly=True)
    status = fields.Char("HTTP status", readonly=True)
    duration_ms = fields.Integer("Duration (ms)", readonly=True)
    is_ignorable = fields.Boolean(compute="_compute_is_ignorable")
    has_request = fields.Boolean(readonly=True)
    has_response = fields.Boolean(readonly=True)
    request_body = fields.Text("Request", compute="_compute_bodies")
    response_body = fields.Text("Response", compute="_compute_bodies")
    payload_text = fields.Text("JSON of the document", compute="_compute_payload_text")

    def init(self):
        self.env.cr.execute("CREATE UNIQUE INDEX IF NOT EXISTS sidecar_log_once ON sidecar_log (sidecar_id)")

    @api.model
    def _sidecar_flows(self):
        return self.env["sidecar.messages"]._sidecar_flows()

    @api.depends("flow")
    def _compute_kind(self):
        for log in self:
            log.kind = self.env["sidecar.messages"]._sidecar_kind(log.flow)

    @api.depends("sidecar_id")
    def _compute_bodies(self):
        for log in self:
            log.request_body, log.response_body = log._sidecar_bodies()

    @api.depends("entry")
    def _compute_payload_text(self):
        """The document's own JSON, for a line about a document that never went over the line."""
        for log in self:
            entry = self.env["sidecar.entry"]
            if log.entry and not log._sidecar_exchange():
                entry = entry.search([("sidecar_id", "=", log.entry)], limit=1)
            log.payload_text = entry.payload_text

    def _sidecar_exchange(self):
        """The exchange that this line is about: itself, or the last one before it of the same attempt."""
        if self.has_request or not (self.entry and self.correlation_id):
            return self.filtered("has_request")
        domain = [
            ("entry", "=", self.entry),
            ("correlation_id", "=", self.correlation_id),
            ("has_request", "=", True),
            ("seq", "<", self.seq),
        ]
        return self.search(domain, limit=1)

    def _sidecar_bodies(self):
        """(request, response) as they went over the line, pretty-printed; a sentence when they cannot be had."""
        exchange = self._sidecar_exchange()
        if not exchange:
            return False, False
        id_ = int(exchange.sidecar_id) if exchange.sidecar_id.isdigit() else exchange.sidecar_id
        try:
            shown = self.env["sidecar.service"]._sidecar_ask("log/show", {"log": id_}, 5)
        except WireError as error:
            # A log must open although the service is down: what Odoo holds is still worth reading.
            sentence = _("Not available: %s", self.env["sidecar.service"]._sidecar_sentence(error))
            return sentence, sentence
        return self._sidecar_half(shown.get("request")), self._sidecar_half(shown.get("response"))

    @api.model
    def _sidecar_half(self, half):
        if not half:
            return False
        headers = "\n".join(f"{name}: {value}" for name, value in half.get("headers") or [])
        cut = _("(cut)") if half.get("truncated") else ""
        return "\n\n".join(part for part in (headers, _pretty(half.get("body")), cut) if part) or False

    @api.depends("level", "entry")
    def _compute_is_ignorable(self):
        entries = self._sidecar_ignorable_entries()
        known = set(entries.mapped("sidecar_id"))
        for log in self:
            log.is_ignorable = log.level == "data_issue" and log.entry in known

    def _sidecar_ignorable_entries(self):
        """The documents of these data issues that still wait for somebody."""
        ids = self.filtered(lambda log: log.level == "data_issue").mapped("entry")
        domain = [("sidecar_id", "in", ids), ("state", "in", ("proposed", "pending", "quarantined"))]
        return self.env["sidecar.entry"].search(domain)

    def action_ignore(self):
        """Give up the documents of these data issues, with a reason.

        :raises UserError: when none of them waits for somebody
        """
        entries = self._sidecar_ignorable_entries()
        if not entries:
            raise UserError(_("None of these documents waits for somebody: there is nothing to ignore."))
        action = entries.action_ignore()
        return {**action, "name": _("Ignore Transaction")}

    def action_open_page(self):
        """Open what the partner's portal says about this."""
        self.ensure_one()
        return self.env["sidecar.document"]._sidecar_open_page(self.page)

    def action_open_document(self):
        """Open the Odoo record, or stay here when it is gone."""
        self.ensure_one()
        return self.env["sidecar.document"]._sidecar_open(self.model, self.record)


def _pretty(body):
    """JSON with indentation, anything else as it is."""
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (TypeError, ValueError):
        return body or ""
