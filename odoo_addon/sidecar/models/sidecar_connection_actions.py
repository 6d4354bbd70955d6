from odoo import _, fields, models
from odoo.exceptions import ValidationError

TEST_SECONDS = 40


class SidecarConnection(models.Model):
    """The buttons of the connector form."""

    _inherit = "sidecar.connection"

    def action_test(self):
        """Try the account step by step, with the values saved last.

        :return: a notification when every step worked, else the dialog that says which one did not
        :raises UserError: when the sidecar gave no answer
        """
        self.ensure_one()
        if not self.revision:
            self._sidecar_save()
        params = {"key": self.key, "revision": self.revision}
        answer = self.env["sidecar.service"]._sidecar_call("connection/test", params, TEST_SECONDS)
        if answer["ok"]:
            steps = "\n".join(step["message"] or step["step"] for step in answer["steps"])
            return self._sidecar_notify(_("The connection works"), steps, "success")
        return self.env["sidecar.test"]._sidecar_show(self, answer["steps"])

    def action_credentials(self):
        """Open the dialog for the secrets of this account; what is typed there goes to the sidecar only."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": _("Set credentials"),
            "res_model": "sidecar.credentials",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_connection_id": self.id},
        }

    def action_validate(self):
        """Make these connections live.

        :raises ValidationError: when a company already has a validated connector of the kind, or something is missing
        """
        today = fields.Date.context_today(self)
        for connection in self:
            connection._sidecar_check_single()
            connection._sidecar_check_complete()
            connection.write(
                {
                    "state": "validated",
                    "send_from": connection.send_from or today,
                    "fetch_from": connection.fetch_from or today,
                    "user_id": (connection.user_id or self.env.user).id,
                }
            )
        return True

    def _sidecar_check_single(self):
        """The index says the same, but names nobody."""
        domain = [
            ("connector", "=", self.connector),
            ("company_id", "=", self.company_id.id),
            ("state", "=", "validated"),
        ]
        other = self.search([*domain, ("id", "!=", self.id)], limit=1)
        if other:
            raise ValidationError(
                _(
                    "%(company)s already has the validated connector “%(other)s”. Reset that one to draft first.",
                    company=self.company_id.name,
                    other=other.name,
                )
            )

    def _sidecar_check_complete(self):
        """Every field that is needed is filled."""
        document = self.env["sidecar.document"]
        missing = [name for name in self._sidecar_required_fields() if not self[name]]
        if missing:
            labels = ", ".join(document._sidecar_label(self._name, name) for name in missing)
            raise ValidationError(
                _("Before “%(name)s” is validated, enter: %(labels)s.", name=self.name, labels=labels)
            )

    def action_draft(self):
        """Take these connections out of service; what waits is kept."""
        return self.write({"state": "draft"})

    def action_entries(self):
        """The documents of this connection."""
        return self._sidecar_list("sidecar.entry", _("Documents"))

    def action_logs(self):
        """The log of this connection."""
        return self._sidecar_list("sidecar.log", _("Logs"))

    def action_readiness(self):
        """What would fail of the documents that are still to be sent.

        :raises UserError: when the sidecar gave no answer
        """
        self.ensure_one()
        return self.env["sidecar.readiness"]._sidecar_open(self)

    def _sidecar_ready_scope(self):
        """The open documents a readiness report looks at; connector addons name theirs.

        :return: list of (flow, model, domain)
        """
        self.ensure_one()
        return []

    def _sidecar_ready_ignored(self):
        """Codes of issues that time alone mends: a delivery that is not done yet is no fault of a record."""
        return set()

    def action_crons(self):
        """The scheduled actions that work for this connection."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("base.ir_cron_act")
        action["domain"] = [("id", "in", self._sidecar_crons().ids)]
        action["context"] = {"active_test": False}
        return action

    def _sidecar_crons(self):
        return self.env.ref("sidecar.tick_cron", raise_if_not_found=False) or self.env["ir.cron"]

    def _sidecar_list(self, model, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [[False, "list"], [False, "form"]],
            "domain": [("connection", "=", self.key)],
        }

    def _sidecar_notify(self, title, message, kind, is_sticky=False):
        """A notification after which the form shows what is true now."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": title,
                "message": message,
                "type": kind,
                "sticky": is_sticky,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
