from odoo import _, api, fields, models
from odoo.exceptions import UserError

from ..values import wire_time

WELL = {"sent", "already_sent", "accepted", "received", "fetched", "sending"}
GOOD = {"sent", "already_sent", "received", "fetched"}
PATIENT = {"waiting", "in_doubt"}


class SidecarOutcome(models.TransientModel):
    """What became of the documents of one click: every issue at once, each with the record to open."""

    _name = "sidecar.outcome"
    _description = "What became of the documents"

    model = fields.Char()
    flow = fields.Char()
    summary = fields.Char()
    confirm_ids = fields.Json()
    confirm_count = fields.Integer(compute="_compute_confirm_count")
    has_one_document = fields.Boolean()
    line_ids = fields.One2many("sidecar.outcome.line", "outcome_id")

    @api.depends("confirm_ids")
    def _compute_confirm_count(self):
        for outcome in self:
            outcome.confirm_count = len(outcome.confirm_ids or [])

    @api.model
    def _sidecar_show(self, model, flow, outcomes):
        """Say what became of each document.

        :param outcomes: list of Outcome as the specification has them
        :return: a notification when nothing needs a person, else the dialog
        """
        if all(outcome["status"] in WELL | PATIENT and not outcome.get("issues") for outcome in outcomes):
            return self._sidecar_notification(flow, outcomes)
        dialog = self.create(
            {
                "model": model,
                "flow": flow,
                "has_one_document": len(outcomes) == 1,
                "summary": self._sidecar_summary(outcomes),
                "confirm_ids": [outcome["record"] for outcome in outcomes if outcome["status"] == "confirm"],
                "line_ids": [
                    fields.Command.create(line) for outcome in outcomes for line in self._sidecar_lines(outcome)
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self._sidecar_title(outcomes),
            "res_model": self._name,
            "res_id": dialog.id,
            "views": [[False, "form"]],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    @api.model
    def _sidecar_notification(self, flow, outcomes):
        went_well = all(outcome["status"] in GOOD for outcome in outcomes)
        sentences = [self._sidecar_sentence(outcome) for outcome in outcomes[:5]]
        if len(outcomes) > 5:
            sentences.append(_("… and %s more", len(outcomes) - 5))
        return self.env["sidecar.connection"]._sidecar_notify(
            self._sidecar_notification_title(flow, outcomes),
            "\n".join(sentences),
            "success" if went_well else "warning",
            not went_well,
        )

    @api.model
    def _sidecar_notification_title(self, flow, outcomes):
        """What the sentences do not say: 19 puts both on one line."""
        if len(outcomes) == 1:
            return self.env["sidecar.messages"]._sidecar_kind(flow)
        return self._sidecar_title(outcomes)

    @api.model
    def _sidecar_title(self, outcomes):
        good = sum(outcome["status"] in WELL for outcome in outcomes)
        if any(outcome.get("flow") for outcome in outcomes):
            return self._sidecar_arrival_title(outcomes)
        if len(outcomes) == 1:
            name = outcomes[0]["record_name"]
            if any(outcome["status"] == "confirm" for outcome in outcomes):
                return _("Send %s?", name)
            return _("%s was sent", name) if good else _("%s was not sent", name)
        return _("%(good)s of %(all)s documents sent", good=good, all=len(outcomes))

    @api.model
    def _sidecar_arrival_title(self, outcomes):
        """The title for what came in with this click."""
        received = sum(outcome["status"] == "received" for outcome in outcomes)
        held = sum(outcome["status"] not in WELL | PATIENT for outcome in outcomes)
        if held:
            return _("%(received)s came in, %(held)s need somebody", received=received, held=held)
        return _("%s came in", received) if received else _("Nothing new")

    @api.model
    def _sidecar_summary(self, outcomes):
        issues = [issue for outcome in outcomes for issue in outcome.get("issues") or [] if issue.get("record")]
        errors = sum(issue.get("severity") != "warning" for issue in issues)
        if errors:
            return _("%s to mend. Open a record, mend it, and send the document again.", errors)
        return False

    @api.model
    def _sidecar_lines(self, outcome):
        """Lines of the dialog for one document: its issues, or the one sentence about it."""
        base = {"document": outcome["record_name"]}
        lines = [{**base, **self._sidecar_issue_line(issue)} for issue in outcome.get("issues") or []]
        if lines and not outcome.get("failure") and outcome["status"] not in WELL:
            return lines
        own = {
            **base,
            "severity": _severity(outcome["status"]),
            "message": self._sidecar_sentence(outcome),
            "repair": (outcome.get("failure") or {}).get("hint"),
            "model": outcome["model"],
            "record": outcome["record"],
            "record_name": outcome["record_name"],
        }
        return [own, *lines]

    @api.model
    def _sidecar_issue_line(self, issue):
        return self.env["sidecar.messages"]._sidecar_issue(issue)

    @api.model
    def _sidecar_sentence(self, outcome):
        """One sentence about one document, by its status."""
        failure = outcome.get("failure") or {}
        messages = self.env["sidecar.messages"]
        facts = outcome.get("facts") or {}
        applied = messages._sidecar_message(
            f"{outcome.get('flow')}.applied", "", {**facts, "name": outcome["record_name"]}
        )
        if facts and applied and outcome["status"] == "received":
            return applied
        values = {
            "name": outcome["record_name"],
            "number": outcome.get("number") or outcome.get("external_id") or "–",
            "at": self._sidecar_day(outcome.get("at")),
            "words": messages._sidecar_message(failure.get("code"), failure.get("message") or "", {}),
        }
        template = self._sidecar_sentences(outcome).get(outcome["status"]) or "%(name)s: %(words)s"
        return (template % values).strip()

    @api.model
    def _sidecar_sentences(self, outcome):
        again = _("%(name)s was sent on %(at)s, number %(number)s, and is not sent again.")
        changed = _("%(name)s was sent on %(at)s, number %(number)s. It was changed since, and is not sent again.")
        return {
            "sent": _("%(name)s was sent, number %(number)s."),
            "already_sent": changed if outcome.get("changed") else again,
            "fetched": _("The partner has nothing new about %(name)s."),
            "received": _("%(name)s came in as %(number)s."),
            "accepted": _("%(name)s was accepted, but the partner does not forward it. %(words)s"),
            "sending": _("%(name)s is still being sent; this goes on in the background."),
            "waiting": _("%(name)s waits and is tried again by itself. %(words)s"),
            "in_doubt": _("The answer for %(name)s was lost. It is being looked up at the partner and not sent twice."),
            "confirm": _("%(name)s is older than the date from which this connector sends."),
            "rejected": _("The partner refused %(name)s: %(words)s"),
            "refused": _("%(name)s was not sent. %(words)s"),
            "issues": _("%(name)s was not sent. %(words)s"),
        }

    @api.model
    def _sidecar_day(self, at):
        moment = wire_time(at)
        return fields.Date.to_string(fields.Datetime.context_timestamp(self, moment).date()) if moment else ""

    def action_confirm(self):
        """Send the documents that were asked about."""
        self.ensure_one()
        documents = self.env[self.model].browse(self.confirm_ids or []).exists()
        if not documents:
            raise UserError(_("There is nothing to send."))
        return documents._sidecar_run(self.flow, confirmed=True)


def _severity(status):
    if status in WELL:
        return "info"
    return "warning" if status in PATIENT | {"confirm"} else "error"


class SidecarOutcomeLine(models.TransientModel):
    _name = "sidecar.outcome.line"
    _inherit = "sidecar.finding"
    _description = "What became of one document"

    outcome_id = fields.Many2one("sidecar.outcome", required=True, ondelete="cascade")
