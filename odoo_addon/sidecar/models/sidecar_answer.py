from markupsafe import Markup
from odoo import api, fields, models

from ..talk import Talk

SENT = ("sent", "already_sent", "accepted", "received")
HELD = ("issues", "rejected", "refused")


class SidecarAnswer(models.Model):
    """What an answered flow leaves in Odoo: one note in a document's chatter for each thing that became of it."""

    _name = "sidecar.answer"
    _description = "What a document's chatter said last"

    model = fields.Char(required=True, readonly=True)
    record = fields.Many2oneReference(model_field="model", required=True, readonly=True)
    flow = fields.Char(required=True, readonly=True)
    words = fields.Char(readonly=True)

    def init(self):
        self.env.cr.execute(
            "CREATE UNIQUE INDEX IF NOT EXISTS sidecar_answer_one_per_flow ON sidecar_answer (model, record, flow)"
        )

    @api.model
    def _sidecar_take(self, flow, model, outcomes):
        """Take the outcomes of one `flow/run`, in the transaction that asked for it.

        :param outcomes: list of Outcome as the specification has them
        """
        Talk.of(self.env).note(outcomes)
        outcomes = [outcome for outcome in outcomes if outcome.get("record")]
        self.env["sidecar.reference"]._sidecar_note_changes(flow, model, outcomes)
        if model in self.env and hasattr(self.env[model], "_message_log_batch"):
            self._sidecar_note(flow, model, outcomes)

    @api.model
    def _sidecar_note(self, flow, model, outcomes):
        # sudo: nobody writes these by hand; the note itself is from whoever sent the document.
        answers = self.sudo()
        records = [outcome["record"] for outcome in outcomes]
        known = answers.search([("model", "=", model), ("flow", "=", flow), ("record", "in", records)])
        said = {answer.record: answer for answer in known}
        bodies = {}
        for outcome in outcomes:
            record, words = outcome["record"], _words(outcome)
            answer = said.get(record)
            if not words or answer and answer.words == words:
                continue
            bodies[record] = self._sidecar_body(flow, outcome)
            if answer:
                answer.words = words
            else:
                said[record] = answers._sidecar_begin(model, record, flow, words)
        documents = self.env[model].browse(bodies).exists()
        if documents:
            documents._message_log_batch(bodies={document.id: bodies[document.id] for document in documents})

    def _sidecar_begin(self, model, record, flow, words):
        """A new answer. Where another transaction has just committed it, unseen by this one, Odoo tries again.

        :raises SerializationFailure: as said; `create` would raise a unique violation, which nobody repeats
        """
        self.env.cr.execute(
            "INSERT INTO sidecar_answer (model, record, flow, words, create_uid, create_date)"
            " VALUES (%s, %s, %s, %s, %s, now() AT TIME ZONE 'UTC')"
            " ON CONFLICT (model, record, flow) DO NOTHING RETURNING id",
            [model, record, flow, words, self.env.uid],
        )
        return self.browse(self.env.cr.fetchone()[0])

    @api.model
    def _sidecar_body(self, flow, outcome):
        """The note: what became of it, and every issue."""
        sentence = self.env["sidecar.outcome"]._sidecar_sentence({**outcome, "flow": flow})
        issues = [self.env["sidecar.messages"]._sidecar_issue(issue) for issue in outcome.get("issues") or []]
        lines = [" ".join(part for part in (issue["message"], issue["repair"]) if part) for issue in issues]
        kind = self.env["sidecar.messages"]._sidecar_kind(flow)
        body = Markup("<p><strong>%s</strong>: %s</p>") % (kind, sentence)
        if lines:
            body += Markup("<ul>%s</ul>") % Markup("").join(Markup("<li>%s</li>") % line for line in lines)
        return body


def _words(outcome):
    """Equal for outcomes of which the chatter needs one note only; empty for those that pass by themselves."""
    if outcome["status"] in SENT:
        return f"sent {outcome.get('external_id') or outcome.get('number') or ''}"
    if outcome["status"] in HELD:
        issues = {(issue.get("code") or "", str(issue.get("record") or "")) for issue in outcome.get("issues") or []}
        failure = outcome.get("failure") or {}
        return f"held {failure.get('code') or ''} {sorted(issues)}"[:2000]
    return ""
