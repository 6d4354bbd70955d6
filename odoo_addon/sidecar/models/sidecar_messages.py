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
            "setting.invalid.hint": _("Correct it on the connector and save."),
            "document.busy": _("Somebody else is working on %(name)s. Please try again in a moment."),
            **self._sidecar_mapping_templates(),
            **self._sidecar_arrival_templates(),
            **self._sidecar_ledger_templates(),
            **self._sidecar_pull_templates(),
            **self._sidecar_import_templates(),
        }

    @api.model
    def _sidecar_mapping_templates(self):
        """What can be wrong with one value."""
        return {
            "mapping.required": _("%(record_name)s has no %(noun)s."),
            "mapping.required.hint": _("Enter it in %(label)s."),
            "mapping.gln": _("%(value)s is not a GLN: a GLN has 13 digits."),
            "mapping.gtin": _("%(value)s is not a GTIN: a GTIN has 8, 12, 13 or 14 digits."),
            "mapping.number": _("%(value)s is not a number."),
            "mapping.above_zero": _("%(label)s is %(value)s; it must be above zero."),
            "mapping.date": _("%(value)s is not a date."),
            "mapping.currency": _("%(value)s is not a currency code of three letters."),
            "mapping.check_digit": _("The check digit of %(noun)s %(value)s is wrong."),
            "mapping.check_digit.hint": _("Look for a mistyped digit in %(label)s."),
            "mapping.code": _("%(value)s is not a %(noun)s."),
            "mapping.code.hint": _("Choose another %(label)s."),
            "mapping.control_characters": _("Invisible characters in %(label)s are left out."),
            "mapping.characters": _(
                "%(label)s has characters that the partner does not take; others are sent in their place."
            ),
            "mapping.cut": _("%(label)s is too long for the partner; the rest is not sent."),
        }

    @api.model
    def _sidecar_arrival_templates(self):
        """What can be wrong with a document that came in, and with the records that it names."""
        sender = _("Ask the sender to correct it and to send the document again.")
        faults = {
            "required": _("%(document)s has no %(path)s."),
            "number": _("%(value)s in %(path)s of %(document)s is not a number."),
            "whole": _("%(value)s in %(path)s of %(document)s is not a whole number."),
            "above_zero": _("%(path)s of %(document)s is %(value)s; it must be above zero."),
            "negative": _("%(path)s of %(document)s is %(value)s; it must not be below zero."),
            "date": _("%(value)s in %(path)s of %(document)s is not a date."),
            "currency": _("%(value)s in %(path)s of %(document)s is not a currency code of three letters."),
            "too_large": _("%(path)s of %(document)s is %(value)s; nobody counts that far."),
            "too_long": _("%(path)s of %(document)s is longer than Odoo takes."),
            "kind": _("%(path)s of %(document)s holds a value that cannot be taken over."),
        }
        return {
            **{f"arrival.{fault}": words for fault, words in faults.items()},
            **{f"arrival.{fault}.hint": sender for fault in faults},
            "arrival.control_characters": _("Invisible characters in %(path)s of %(document)s are left out."),
            "lookup.unknown": _("No %(what)s has the %(noun)s %(value)s."),
            "lookup.unknown.hint": _("Enter it in %(label)s of the right %(what)s."),
            "lookup.archived": _("The %(what)s %(record_name)s with the %(noun)s %(value)s is archived."),
            "lookup.archived.hint": _("Unarchive it, or enter the %(noun)s in %(label)s of another %(what)s."),
            "lookup.several": _("Several records have the %(noun)s %(value)s: %(candidates)s."),
            "lookup.several.hint": _("Leave it on the one that is meant and remove it from the others."),
        }

    @api.model
    def _sidecar_ledger_templates(self):
        """What the sidecar has against a document as a whole."""
        return {
            "document.missing": _("The record does not exist any more, or you may not read it."),
            "document.missing.hint": _("Reload the page."),
            "document.uncommitted": _("The document has changes that are not saved yet."),
            "document.uncommitted.hint": _("Save first, then send."),
            "document.changed_while_sending": _("It is under way with other content; this content was not sent."),
            "document.older_than_start": _("It is dated %(day)s; this connector sends documents dated from %(from)s."),
            "document.older_than_start.hint": _("Send it anyway if it shall go out all the same."),
            "database.copy": _("This looks like a copy of the database %(database)s, so nothing is sent from it."),
            "database.neutralized": _("This database is neutralized, so nothing is sent from it."),
            "need.held": _("%(name)s must be with the partner first. %(reason)s"),
            "need.no_id": _("The partner has %(name)s, but nobody knows under which id."),
            "need.unlinked": _("%(name)s was %(id)s at the partner, but its id was removed in Odoo."),
            "need.unlinked.hint": _("Enter the partner's id of %(name)s: %(id)s again, or another."),
            "need.no_id.hint": _("Enter the partner's id of %(name)s."),
            "http.dns": _("The partner's server is not known by that name."),
            "http.connect": _("The partner's server cannot be reached."),
            "http.tls": _("The partner's certificate is not trusted."),
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
    def _sidecar_kind(self, flow):
        """What people call a flow; its id for one that no installed addon names."""
        return self._sidecar_kinds().get(flow, flow)

    @api.model
    def _sidecar_kinds(self):
        """Flow id → name, filled by the addons of the connectors."""
        return {}

    @api.model
    def _sidecar_flows(self):
        """The selection of a field that holds a flow."""
        return sorted(self._sidecar_kinds().items())

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
