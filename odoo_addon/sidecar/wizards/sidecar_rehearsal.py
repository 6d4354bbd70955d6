from odoo import _, api, fields, models

OUTCOMES = [
    ("created", "Would be created"),
    ("changed", "Would be changed"),
    ("held", "Would be held"),
    ("unchanged", "Nothing to do"),
]


class SidecarRehearsal(models.TransientModel):
    """What a fetch would do: nothing was written in Odoo, and nothing is kept of it."""

    _name = "sidecar.rehearsal"
    _description = "What a fetch would do"

    connection_id = fields.Many2one("sidecar.connection", required=True, ondelete="cascade")
    summary = fields.Char()
    failure = fields.Char()
    is_cut = fields.Boolean(help="There are more documents than were looked at.")
    line_ids = fields.One2many("sidecar.rehearsal.line", "rehearsal_id")

    @api.model
    def _sidecar_show(self, connection, answer):
        """The dialog about the answer of a `schedule/poke` with `dry_run`.

        :param connection: sidecar.connection
        :return: action
        """
        found = answer["dry_run"]
        failure = answer.get("failure")
        lines = [self._sidecar_line(document) for document in found.get("documents") or []]
        rehearsal = self.create(
            {
                "connection_id": connection.id,
                "summary": self._sidecar_summary(found),
                "failure": failure and connection._sidecar_failure_words(failure),
                "is_cut": bool(found.get("cut")),
                "line_ids": [fields.Command.create(line) for line in lines],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": _("Dry run of %s", connection.name),
            "res_model": self._name,
            "res_id": rehearsal.id,
            "views": [[False, "form"]],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    @api.model
    def _sidecar_summary(self, found):
        return _(
            "Would be created: %(created)s, changed: %(changed)s, held: %(held)s; nothing to do for %(unchanged)s.",
            **{name: found.get(name) or 0 for name in ("created", "changed", "held", "unchanged")},
        )

    @api.model
    def _sidecar_line(self, document):
        messages = self.env["sidecar.messages"]
        issues = [messages._sidecar_issue(issue) for issue in document.get("issues") or []]
        return {
            "kind": messages._sidecar_kind(document["flow"]),
            "name": document.get("title") or document["external_id"],
            "outcome": document["outcome"],
            "record_name": document.get("record_name"),
            "words": " ".join(part for issue in issues for part in (issue["message"], issue["repair"]) if part),
        }


class SidecarRehearsalLine(models.TransientModel):
    _name = "sidecar.rehearsal.line"
    _description = "What would become of one document"

    rehearsal_id = fields.Many2one("sidecar.rehearsal", required=True, ondelete="cascade")
    kind = fields.Char()
    name = fields.Char("Document")
    outcome = fields.Selection(OUTCOMES, "What would happen")
    record_name = fields.Char("In Odoo")
    words = fields.Text("Why")
