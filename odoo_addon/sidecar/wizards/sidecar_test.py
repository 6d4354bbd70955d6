from odoo import _, api, fields, models


class SidecarTest(models.TransientModel):
    _name = "sidecar.test"
    _description = "Result of a connection test"

    connection_id = fields.Many2one("sidecar.connection", ondelete="cascade")
    line_ids = fields.One2many("sidecar.test.line", "test_id")

    @api.model
    def _sidecar_show(self, connection, steps):
        """The dialog with the steps of `connection/test`.

        :param steps: list of `{step, ok, code, message}`
        :return: action
        """
        lines = [self._sidecar_line(step) for step in steps]
        test = self.create(
            {"connection_id": connection.id, "line_ids": [fields.Command.create(line) for line in lines]}
        )
        return {
            "type": "ir.actions.act_window",
            "name": _("Connection test of %s", connection.name),
            "res_model": self._name,
            "res_id": test.id,
            "views": [[False, "form"]],
            "target": "new",
        }

    @api.model
    def _sidecar_line(self, step):
        words = self.env["sidecar.messages"]._sidecar_message(step.get("code"), step.get("message") or "", {})
        names = {
            "settings": _("Settings"),
            "name": _("Name of the server"),
            "tls": _("Encryption"),
            "sign_in": _("Sign-in"),
            "rights": _("Rights"),
            "sample": _("Sample read"),
        }
        return {
            "name": names.get(step["step"], step["step"]),
            "result": {True: "done", False: "failed"}.get(step.get("ok"), "skipped"),
            "message": words,
        }


class SidecarTestLine(models.TransientModel):
    _name = "sidecar.test.line"
    _description = "Step of a connection test"

    test_id = fields.Many2one("sidecar.test", required=True, ondelete="cascade")
    name = fields.Char("Step")
    result = fields.Selection([("done", "OK"), ("failed", "Failed"), ("skipped", "Not reached")])
    message = fields.Char()
