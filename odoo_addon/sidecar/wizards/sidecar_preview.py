import json

from markupsafe import Markup
from odoo import _, api, fields, models
from odoo.exceptions import UserError

PREVIEW_SECONDS = 20


class SidecarPreview(models.TransientModel):
    """Exactly what would leave now, and what differs from the last time. Lives for one dialog."""

    _name = "sidecar.preview"
    _description = "Preview of a document"

    model = fields.Char(readonly=True)
    record = fields.Integer(readonly=True)
    flow = fields.Char(readonly=True)
    hash = fields.Char(readonly=True)
    record_name = fields.Char()
    payload = fields.Text()
    was_sent = fields.Boolean(readonly=True)
    has_errors = fields.Boolean(readonly=True)
    change_html = fields.Html("Changes since it was sent", sanitize=False)
    issue_html = fields.Html("Issues", sanitize=False)
    need_html = fields.Html("Sent first", sanitize=False)

    @api.model
    def _sidecar_of(self, flow, connection, company, model, record):
        """Ask for the preview of one document and show it. Nothing is sent or stored.

        :param connection: its key
        :return: action
        :raises UserError: no answer, or the document is gone
        """
        params = {
            "flow": flow,
            "connection": connection,
            "ids": [record],
            "company_id": company.id,
            "deadline_ms": PREVIEW_SECONDS * 1000,
        }
        answer = self.env["sidecar.service"]._sidecar_call("flow/preview", params, PREVIEW_SECONDS, serves=True)
        if not answer["documents"]:
            raise UserError(_("The record does not exist any more."))
        return self._sidecar_show(flow, answer["documents"][0])

    @api.model
    def _sidecar_show(self, flow, document):
        """
        :param document: `{model, record, record_name, payload, hash, issues, previous, changes}`
        :return: action
        """
        issues, payload = document.get("issues") or [], document.get("payload")
        needs = document.get("needs") or []
        preview = self.create(
            {
                "model": document["model"],
                "record": document["record"],
                "flow": flow,
                "hash": document.get("hash"),
                "record_name": document["record_name"],
                "payload": json.dumps(payload, indent=2, ensure_ascii=False) if payload else False,
                "has_errors": any(issue.get("severity") != "warning" for issue in issues),
                "need_html": self._sidecar_needs(needs),
                "was_sent": bool(document.get("previous")),
                "change_html": self._sidecar_changes(document.get("changes") or []),
                "issue_html": self.env["sidecar.messages"]._sidecar_html(issues),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": _("Preview of %s", document["record_name"]),
            "res_model": self._name,
            "res_id": preview.id,
            "views": [[False, "form"]],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    @api.model
    def _sidecar_needs(self, needs):
        """Records that the partner does not know yet: what would be sent of each before the document."""
        parts = []
        for need in needs:
            issues = self.env["sidecar.messages"]._sidecar_html(need.get("issues") or []) or ""
            payload = json.dumps(need.get("payload"), indent=2, ensure_ascii=False)
            parts.append(Markup("<h5>%s</h5>%s<pre>%s</pre>") % (need["record_name"], issues, payload))
        return Markup("").join(parts) or False

    @api.model
    def _sidecar_changes(self, changes):
        """The differences as a table: where, what was sent, what would leave now."""
        if not changes:
            return False
        head = Markup("").join(Markup("<th>%s</th>") % name for name in (_("Where"), _("Sent"), _("Now")))
        row = Markup("<tr><td><code>%s</code></td><td><del>%s</del></td><td><strong>%s</strong></td></tr>")
        rows = Markup("").join(
            row % (change["path"], _plain(change.get("before")), _plain(change.get("after"))) for change in changes
        )
        return Markup("<table class='table table-sm'><thead><tr>%s</tr></thead><tbody>%s</tbody></table>") % (
            head,
            rows,
        )

    def action_send(self):
        """Send exactly this: a document that has changed meanwhile is refused."""
        self.ensure_one()
        document = self.env[self.model].browse(self.record)
        return document._sidecar_run(self.flow, hashes={str(self.record): self.hash})


def _plain(value):
    """A value as people read it."""
    if value is None:
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
