from odoo import _, fields, models
from odoo.exceptions import UserError


class SidecarFinding(models.AbstractModel):
    """One line about one document: what is wrong, where, and what to do."""

    _name = "sidecar.finding"
    _description = "What became of one document"

    document = fields.Char()
    severity = fields.Selection([("error", "Error"), ("warning", "Warning"), ("info", "Info")])
    message = fields.Text("What")
    repair = fields.Text("What to do")
    label = fields.Char("Field")
    value = fields.Char()
    model = fields.Char()
    record = fields.Integer()
    record_name = fields.Char("Where")

    def action_open(self):
        """Open the record to mend.

        :raises UserError: when it does not exist any more
        """
        self.ensure_one()
        action = self.env["sidecar.document"]._sidecar_open(self.model, self.record)
        if not action:
            raise UserError(_("The record does not exist any more."))
        return action
