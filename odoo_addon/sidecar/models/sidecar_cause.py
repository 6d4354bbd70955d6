from datetime import timedelta

from markupsafe import Markup
from odoo import _, api, fields, models

IN_DOUBT = "in_doubt"
PATIENCE = timedelta(minutes=15)  # a look-up has this long before a person is asked


class SidecarCause(models.Model):
    """One thing that needs a person, however many documents it holds back; with one activity for who is responsible."""

    _name = "sidecar.cause"
    _description = "What needs somebody"
    _rec_name = "text"
    _order = "count desc, id"

    connection_id = fields.Many2one("sidecar.connection", "Connector", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    responsible_id = fields.Many2one(related="connection_id.responsible_id")
    key = fields.Char(required=True, readonly=True)
    kind = fields.Selection(
        [
            ("documents", "Documents to mend"),
            ("in_doubt", "In doubt"),
            ("request", "Not asked for"),
            ("alarm", "Alarm"),
        ],
        required=True,
        readonly=True,
    )
    text = fields.Char("Cause", readonly=True)
    count = fields.Integer("Documents", readonly=True)
    told_count = fields.Integer(readonly=True)
    since = fields.Datetime(readonly=True)
    activity_id = fields.Many2one("mail.activity", readonly=True, ondelete="set null")
    can_link = fields.Boolean(compute="_compute_can_link")

    def init(self):
        self.env.cr.execute(
            "CREATE UNIQUE INDEX IF NOT EXISTS sidecar_cause_once ON sidecar_cause (connection_id, kind, key)"
        )

    @api.model
    def _sidecar_update(self, alarms):
        """Bring causes and activities to what holds documents back now.

        :param alarms: what `schedule/tick` answered, or None when it was not asked to the end
        """
        # sudo: written by the tick alone, for all companies.
        causes = self.sudo().search([("connection_id", "!=", False)])
        if alarms is None:
            causes = causes.filtered(lambda cause: cause.kind != "alarm")
        known = {(cause.connection_id.id, cause.kind, cause.key): cause for cause in causes}
        found = {**self._sidecar_held(), **self._sidecar_requests(), **self._sidecar_alarms(alarms or [])}
        for name in known.keys() - found.keys():
            known[name]._sidecar_close()
        for name, values in found.items():
            cause = known.get(name) or self.sudo().create(
                dict(zip(("connection_id", "kind", "key"), name, strict=True))
            )
            cause.write({field: value for field, value in values.items() if cause[field] != value})
            cause._sidecar_tell()

    @api.model
    def _sidecar_held(self):
        """Documents in quarantine by cause, and those nobody knows the fate of."""
        entries, found = self.env["sidecar.entry"].sudo(), {}  # sudo: as above
        connections = self._sidecar_connections()
        aggregates = ["__count", "created_at:min"]
        domain = [("state", "=", "quarantined"), ("in_doubt", "=", False)]
        for key, cause, text, count, since in entries._read_group(
            domain, ["connection", "cause", "cause_text"], aggregates
        ):
            name = (connections.get(key), "documents", cause or "other")
            before = found.get(name, {"count": 0, "since": since})
            values = {"text": text or _("Other"), "since": min(before["since"] or since, since)}
            found[name] = {**values, "count": before["count"] + count}
        domain = [("in_doubt", "=", True), ("updated_at", "<", fields.Datetime.now() - PATIENCE)]
        for key, count, since in entries._read_group(domain, ["connection"], aggregates):
            text = _("The partner's answer was lost; nobody knows yet whether it arrived")
            found[(connections.get(key), IN_DOUBT, IN_DOUBT)] = {"text": text, "count": count, "since": since}
        return {name: values for name, values in found.items() if name[0]}

    @api.model
    def _sidecar_requests(self):
        """Requests that could not even be asked for."""
        found = {}
        rows = (
            self.env["sidecar.request"]
            .sudo()
            ._read_group(  # sudo: as above
                [("is_alone", "=", True)], ["flow", "company_id", "problem"], ["__count", "create_date:min"]
            )
        )
        for flow, company, problem, count, since in rows:
            domain = [("connector", "=", flow.split(".")[0]), ("company_id", "=", company.id)]
            connection = self.env["sidecar.connection"].sudo().search(domain, order="state desc", limit=1)
            if connection and problem:
                found[(connection.id, "request", problem)] = {"text": problem, "count": count, "since": since}
        return found

    @api.model
    def _sidecar_alarms(self, alarms):
        connections, found = self._sidecar_connections(), {}
        for alarm in alarms:
            connection = connections.get(alarm.get("connection"))
            if connection:
                text = self.env["sidecar.messages"]._sidecar_message(alarm["code"], alarm.get("message") or "", {})
                found[(connection, "alarm", alarm["code"])] = {"text": text}
        return found

    @api.model
    def _sidecar_connections(self):
        # sudo: as above
        return {row.key: row.id for row in self.env["sidecar.connection"].sudo().search([])}

    def _sidecar_summary(self):
        return _("%(count)s documents: %(text)s", count=self.count, text=self.text) if self.count else self.text

    def _sidecar_activity(self):
        """The activity that is still to do: 19 keeps the done ones in the archive."""
        return self.activity_id.filtered(lambda activity: not activity._active_name or activity[activity._active_name])

    def _sidecar_tell(self):
        """One activity, brought up to date; one that a person closed comes back only when it became worse."""
        self.ensure_one()
        user = self.responsible_id
        worded = self.with_context(lang=user.lang)
        activity = self._sidecar_activity()
        if activity:
            summary = worded._sidecar_summary()
            if activity.summary != summary:
                activity.summary = summary
        elif user.active and (self.count > self.told_count or not self.told_count):
            link = Markup("<a href='/web#id=%s&amp;model=sidecar.cause&amp;view_type=form'>%s</a>")
            # No mail for each: the daily one names them all.
            connection = self.connection_id.with_context(mail_activity_quick_update=True)
            self.activity_id = connection.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=worded._sidecar_summary(),
                note=link % (self.id, _("Show what it is and what to do")),
                user_id=user.id,
            )
        self.told_count = max(self.count, 1)

    def _sidecar_close(self):
        """Gone: the activity goes, and the connector's chatter keeps that it was there."""
        for cause in self:
            cause._sidecar_activity().unlink()
            cause.connection_id._message_log(body=_("No longer: %s", cause.text))
        self.unlink()

    def _compute_can_link(self):
        for cause in self:
            held = cause.kind == "documents" and self.env["sidecar.entry"].search(cause._sidecar_domain(), limit=1)
            cause.can_link = bool(held) and held.can_link

    def action_link(self):
        """Say what the record is in Odoo that these documents miss; all that wait for it are tried again at once."""
        self.ensure_one()
        return self.env["sidecar.entry"].search(self._sidecar_domain(), order="seq").action_link()

    def action_documents(self):
        """The documents that this holds back."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.text,
            "res_model": "sidecar.entry",
            "views": [[False, "list"], [False, "form"]],
            "domain": self._sidecar_domain(),
        }

    def _sidecar_domain(self):
        """Of the documents that this holds back."""
        domain = [("connection", "=", self.connection_id.sudo().key)]  # sudo: only the key
        if self.kind == IN_DOUBT:
            domain += [("in_doubt", "=", True)]
        elif self.kind == "documents":
            key = self.key if self.key != "other" else False
            domain += [("cause", "=", key), ("state", "=", "quarantined")]
        else:
            domain += [("state", "in", ("pending", "sending"))]
        return domain

    def action_retry(self):
        """Try all documents of these causes again."""
        for cause in self.filtered(lambda cause: cause.kind == "documents"):
            self.env["sidecar.service"]._sidecar_call("entry/retry", {"cause": cause.key})
        return self.env["sidecar.connection"]._sidecar_notify(
            _("Documents"), _("All with this cause will be tried again."), "success"
        )
