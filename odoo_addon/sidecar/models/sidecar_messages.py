from markupsafe import Markup
from odoo import _, api, models


class SidecarMessages(models.AbstractModel):
    _name = "sidecar.messages"
    _description = "What the sidecar's codes mean, in the user's language"

    @api.model
    def _sidecar_message(self, code, fallback, params):
        """The sentence for a code of `protocol/errors.md`.

        :param fallback: the sidecar's own English sentence, for codes that no installed addon words
        :param params: dict of texts for the named placeholders
        :return: text
        """
        template = self._sidecar_templates().get(code)
        if not template:
            return fallback
        try:
            return template % (params or {})
        except (KeyError, TypeError, ValueError):
            # A service newer than this addon may name other params; its English sentence is always complete.
            return fallback

    @api.model
    def _sidecar_templates(self):
        """Code → translated template with named placeholders; a code with `.hint` is what to do about it."""
        return {
            "service.unreachable": _("The sidecar service does not answer."),
            "service.unreachable.hint": _("Ask your administrator to start it (“systemctl start odoo-sidecar”)."),
            "service.no_answer": _(
                "The sidecar did not answer in time. Nothing is lost; look at Documents in a minute."
            ),
            "service.gone": _("The sidecar was restarted in the middle. Please try again."),
            "service.permission": _("Odoo may not use the sidecar's socket. Ask your administrator."),
            "session.version": _("This addon and the sidecar service are of different ages. Upgrade the older one."),
            "session.busy": _("The sidecar is busy with another call of this transaction. Please try again."),
            "connection.missing": _("%(company)s has no validated connector for %(connector)s."),
            "document.busy": _("Somebody else is working on %(name)s. Please try again in a moment."),
            "document.uncommitted": _("This document has changes that are not saved yet. Save it and try again."),
            "document.not_reached": _("This document was not reached in time. Please send it again."),
            "database.copy": _("This database looks like a copy, so nothing is sent from it."),
            "database.neutralized": _("This database is neutralized, so nothing is sent from it."),
        }

    @api.model
    def _sidecar_issue(self, issue):
        """An Issue of the specification in the user's language.

        :return: dict of `severity`, `message`, `repair`, `label`, `value`, `model`, `record`, `record_name`
        """
        code, model, field = issue.get("code"), issue.get("model"), issue.get("field")
        label = self.env["sidecar.document"]._sidecar_label(model, field, issue.get("label"))
        record_name = issue.get("record_name")
        params = {
            **(issue.get("params") or {}),
            "label": label or issue.get("path") or "",
            "record_name": record_name or "",
            "value": issue.get("value") or "",
            "path": issue.get("path") or "",
        }
        return {
            "severity": issue.get("severity") or "error",
            "message": self._sidecar_message(code, issue.get("message") or code, params),
            "repair": self._sidecar_message(f"{code}.hint", issue.get("repair") or "", params),
            "label": label,
            "value": issue.get("value"),
            "model": model,
            "record": issue.get("record"),
            "record_name": record_name,
        }

    @api.model
    def _sidecar_html(self, issues, failure=None):
        """Issues as a table, the partner's own words above it.

        :return: Markup, or False when there is nothing to say
        """
        words = Markup("")
        if failure:
            sentence = self._sidecar_message(failure.get("code"), failure.get("message") or "", {})
            words = Markup("<p><strong>%s</strong> %s</p>") % (sentence, failure.get("hint") or "")
        rows = [self._sidecar_issue(issue) for issue in issues]
        if not rows:
            return words or False
        return words + Markup("<table class='table table-sm'><thead><tr>%s</tr></thead><tbody>%s</tbody></table>") % (
            Markup("").join(Markup("<th>%s</th>") % name for name in (_("Record"), _("Field"), _("Value"), _("Issue"))),
            Markup("").join(map(self._sidecar_row, rows)),
        )

    @api.model
    def _sidecar_row(self, row):
        name = row["record_name"] or ""
        if row["record"]:
            # The old form of a link to a record: 17 and 18 understand it, 19 redirects it.
            link = f"/web#id={row['record']}&model={row['model']}&view_type=form"
            name = Markup("<a href='%s'>%s</a>") % (link, name or row["record"])
        color = "text-danger" if row["severity"] == "error" else "text-warning"
        sentence = Markup("<span class='%s'>%s</span> %s") % (color, row["message"], row["repair"] or "")
        cells = (name, row["label"] or "", row["value"] or "–", sentence)
        return Markup("<tr>%s</tr>") % Markup("").join(Markup("<td>%s</td>") % cell for cell in cells)
