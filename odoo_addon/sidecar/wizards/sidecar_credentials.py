from odoo import _, api, fields, models
from odoo.exceptions import UserError


class SidecarCredentials(models.TransientModel):
    """The dialog for secrets. What is typed goes to the sidecar in the same request and rests nowhere in Odoo."""

    _name = "sidecar.credentials"
    _description = "Credentials of a connector"

    connection_id = fields.Many2one("sidecar.connection", required=True, ondelete="cascade")
    line_ids = fields.One2many("sidecar.credentials.line", "credentials_id")

    @api.model
    def default_get(self, names):
        values = super().default_get(names)
        connection = self.env["sidecar.connection"].browse(self.env.context.get("default_connection_id"))
        if connection and "line_ids" in names:
            values["line_ids"] = [fields.Command.create(line) for line in self._sidecar_lines(connection)]
        return values

    @api.model
    def _sidecar_lines(self, connection):
        """One line per secret that the connector's schema names.

        :raises UserError: when the sidecar gives no answer
        """
        answer = self.env["sidecar.service"]._sidecar_call("connector/describe", {"connector": connection.connector})
        held = (connection.secrets_set or "").split(", ")
        return [
            {"key": setting["key"], "label": setting["label"], "is_set": setting["key"] in held}
            for setting in answer["settings"]
            if setting["type"] == "secret"
        ]

    def action_save(self):
        """The web client has created this dialog a moment ago, and with it passed the secrets on: only say so."""
        self.ensure_one()
        if not any(self.line_ids.mapped("was_given")):
            raise UserError(_("Enter at least one value, or close the dialog."))
        notify = self.connection_id._sidecar_notify(_("Credentials"), _("The sidecar holds them now."), "success")
        notify["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return notify


class SidecarCredentialsLine(models.TransientModel):
    _name = "sidecar.credentials.line"
    _description = "One credential"

    credentials_id = fields.Many2one("sidecar.credentials", required=True, ondelete="cascade")
    key = fields.Char(required=True)
    label = fields.Char()
    is_set = fields.Boolean("Held")
    was_given = fields.Boolean(readonly=True)
    # Not stored: there is no column. The inverse hands it to the sidecar while it is in memory only.
    value = fields.Char("New value", compute="_compute_value", inverse="_inverse_value")

    def _compute_value(self):
        self.value = False

    def _inverse_value(self):
        given = self.filtered("value")
        for connection, lines in given.grouped(lambda line: line.credentials_id.connection_id).items():
            # Asked with the user's own rights: who may not write the connector may not set its secrets.
            self.env["sidecar.mixin"]._sidecar_check_access(connection)
            connection._sidecar_save({line.key: line.value for line in lines})
        given.was_given = True
        self.invalidate_recordset(["value"], flush=False)
