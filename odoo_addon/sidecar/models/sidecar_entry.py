import json

from odoo import _, api, fields, models

from ..wire import WireError
from .sidecar_status import SHOWN

SHOW_SECONDS = 5

STATES = [
    ("proposed", "To confirm"),
    ("pending", "Waiting"),
    ("sending", "Sending"),
    ("delivered", "Delivered"),
    ("settled", "Settled"),
    ("quarantined", "Quarantined"),
    ("dropped", "Ignored"),
]


class SidecarEntry(models.Model):
    """A copy of one row of the sidecar's ledger, written by the mirror alone; no links that could lock."""

    _name = "sidecar.entry"
    _description = "Document at a partner"
    _rec_name = "record_name"
    _order = "seq desc"

    sidecar_id = fields.Char(required=True, readonly=True)
    seq = fields.Integer(readonly=True)
    flow = fields.Selection("_sidecar_flows", "Kind", readonly=True)
    kind = fields.Char("Kind of document", compute="_compute_kind")
    connector = fields.Char("Partner system", readonly=True)
    connection = fields.Char(readonly=True)
    connection_id = fields.Many2one("sidecar.connection", "Connector", compute="_compute_connection_id")
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    model = fields.Char(readonly=True)
    record = fields.Many2oneReference("Record ID", model_field="model", readonly=True)
    record_name = fields.Char("Document", readonly=True)
    revision = fields.Integer(readonly=True)
    state = fields.Selection(STATES, readonly=True)
    shown = fields.Selection(SHOWN, "Status", readonly=True)
    in_doubt = fields.Boolean(readonly=True)
    is_arrival = fields.Boolean("Incoming", readonly=True, help="The document came from the partner.")
    cause = fields.Char("Cause key", readonly=True)
    cause_text = fields.Char("Cause", readonly=True)
    cause_group = fields.Char(
        "Cause to group by", readonly=True, help="Never empty: 18.0 calls an empty group “false”."
    )
    issues = fields.Json(readonly=True)
    failure = fields.Json(readonly=True)
    issue_html = fields.Html("What is wrong", compute="_compute_issue_html", sanitize=False)
    evidence_html = fields.Html("What is known", compute="_compute_evidence_html", sanitize=False)
    payload_text = fields.Text("JSON", compute="_compute_payload_text")
    external_id = fields.Char("Partner's id", readonly=True)
    number = fields.Char(readonly=True)
    url = fields.Char("Partner's page", readonly=True)
    attempts = fields.Integer(readonly=True)
    next_attempt_at = fields.Datetime("Next attempt", readonly=True)
    created_at = fields.Datetime("First seen", readonly=True)
    updated_at = fields.Datetime("Last change", readonly=True)
    sent_at = fields.Datetime("Sent", readonly=True)
    settled_at = fields.Datetime(readonly=True)
    user = fields.Integer("User ID", readonly=True)
    correlation_id = fields.Char(readonly=True)
    same_cause_count = fields.Integer(compute="_compute_same_cause_count")
    log_ids = fields.Many2many("sidecar.log", compute="_compute_log_ids")

    def init(self):
        self.env.cr.execute("CREATE UNIQUE INDEX IF NOT EXISTS sidecar_entry_once ON sidecar_entry (sidecar_id)")
        self.env.cr.execute(
            "CREATE INDEX IF NOT EXISTS sidecar_entry_document ON sidecar_entry (model, flow, record, seq DESC)"
        )
        self.env.cr.execute(
            "UPDATE sidecar_entry SET cause_group = coalesce(cause_text, '–') WHERE cause_group IS NULL"
        )

    @api.model
    def _sidecar_flows(self):
        return self.env["sidecar.messages"]._sidecar_flows()

    @api.depends("flow")
    def _compute_kind(self):
        for entry in self:
            entry.kind = self.env["sidecar.messages"]._sidecar_kind(entry.flow)

    def _compute_connection_id(self):
        # sudo: the name of the account is shown to those who may see the document; its settings are not.
        connections = self.env["sidecar.connection"].sudo().with_context(active_test=False)
        found = {row.key: row for row in connections.search([("key", "in", self.mapped("connection"))])}
        for entry in self:
            entry.connection_id = found.get(entry.connection, connections.browse())

    @api.depends("cause")
    def _compute_same_cause_count(self):
        domain = [("cause", "in", self.mapped("cause")), ("state", "=", "quarantined")]
        counts = dict(self._read_group(domain, ["cause"], ["__count"]))
        for entry in self:
            entry.same_cause_count = counts.get(entry.cause, 0) if entry.cause else 0

    def _compute_log_ids(self):
        logs = self.env["sidecar.log"].search([("entry", "in", self.mapped("sidecar_id"))])
        for entry in self:
            entry.log_ids = logs.filtered(lambda log, entry=entry: log.entry == entry.sidecar_id)

    @api.depends("issues", "failure")
    def _compute_issue_html(self):
        messages = self.env["sidecar.messages"]
        for entry in self:
            entry.issue_html = messages._sidecar_html(entry.issues or [], entry.failure)

    @api.depends("sidecar_id")
    def _compute_payload_text(self):
        service = self.env["sidecar.service"]
        for entry in self:
            try:
                shown = service._sidecar_ask("entry/show", {"entry": entry._sidecar_wire_id()}, SHOW_SECONDS)
                payload = shown.get("payload")
                entry.payload_text = json.dumps(payload, indent=2, ensure_ascii=False) if payload else False
            except WireError as error:
                # A document must open although the service is down: what Odoo holds is still worth reading.
                entry.payload_text = _("Not available: %s", service._sidecar_sentence(error))

    @api.depends("in_doubt")
    def _compute_evidence_html(self):
        for entry in self:
            entry.evidence_html = entry.in_doubt and self.env["sidecar.evidence"]._sidecar_html(entry)

    def _sidecar_words(self):
        """What is wrong, in one line of the user's language."""
        self.ensure_one()
        messages = self.env["sidecar.messages"]
        issues = [messages._sidecar_issue(issue)["message"] for issue in self.issues or []]
        failure = self.failure or {}
        words = messages._sidecar_message(failure.get("code"), failure.get("message") or "", {})
        return " ".join([*issues, *([words] if words else [])]) or self.cause_text

    def _sidecar_wire_id(self):
        """The id as the sidecar gave it: a number stays a number."""
        self.ensure_one()
        return int(self.sidecar_id) if self.sidecar_id.isdigit() else self.sidecar_id
