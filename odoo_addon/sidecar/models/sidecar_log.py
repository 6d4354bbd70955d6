import json

from odoo import _, api, fields, models

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
    flow = fields.Char(readonly=True)
    kind = fields.Char(compute="_compute_kind")
    connector = fields.Char(readonly=True)
    connection = fields.Char(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    model = fields.Char(readonly=True)
    record = fields.Many2oneReference("Record ID", model_field="model", readonly=True)
    record_name = fields.Char("Document", readonly=True)
    method = fields.Char(readonly=True)
    url = fields.Char("URL", readonly=True)
    status = fields.Char("HTTP status", readonly=True)
    duration_ms = fields.Integer("Duration (ms)", readonly=True)
    has_request = fields.Boolean(readonly=True)
    has_response = fields.Boolean(readonly=True)
    request_body = fields.Text("Request", compute="_compute_bodies")
    response_body = fields.Text("Response", compute="_compute_bodies")

    def init(self):
        self.env.cr.execute("CREATE UNIQUE INDEX IF NOT EXISTS sidecar_log_once ON sidecar_log (sidecar_id)")

    @api.depends("flow")
    def _compute_kind(self):
        for log in self:
            log.kind = self.env["sidecar.messages"]._sidecar_kind(log.flow)

    @api.depends("sidecar_id")
    def _compute_bodies(self):
        for log in self:
            log.request_body, log.response_body = log._sidecar_bodies()

    def _sidecar_bodies(self):
        """(request, response) as they went over the line, pretty-printed; a sentence when they cannot be had."""
        if not (self.has_request or self.has_response):
            return False, False
        id_ = int(self.sidecar_id) if self.sidecar_id.isdigit() else self.sidecar_id
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

    def action_ignore(self):
        """Give up the document of this data issue, with a reason."""
        self.ensure_one()
        return self.env["sidecar.entry"].search([("sidecar_id", "=", self.entry)]).action_ignore()

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
