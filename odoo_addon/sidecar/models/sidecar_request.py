from datetime import timedelta

from odoo import _, api, fields, models
from odoo.exceptions import UserError

from ..talk import Talk
from .sidecar_mixin import PAGE

PAUSE = timedelta(minutes=1)
LONG_PAUSE = timedelta(hours=1)


class SidecarRequest(models.Model):
    """A document that shall be sent as part of another action: written with that action, sent after its commit."""

    _name = "sidecar.request"
    _description = "Document to be sent"
    _order = "id"

    model = fields.Char(required=True, readonly=True)
    record = fields.Many2oneReference("Record ID", model_field="model", required=True, readonly=True)
    flow = fields.Char(required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="cascade")
    due = fields.Datetime("Not before", required=True, default=fields.Datetime.now, readonly=True)
    problem = fields.Char(readonly=True)
    is_alone = fields.Boolean(readonly=True, help="It had a problem, and keeps no other document waiting.")

    @api.model
    def _sidecar_step(self):
        """Send one page.

        :return: True when more may be done in this tick
        """
        page = self._sidecar_page()
        if not page:
            return False
        return self.env["sidecar.tick"]._sidecar_transaction(page._sidecar_send, page._sidecar_put_off)

    @api.model
    def _sidecar_page(self):
        """The oldest request that is due, and others like it; one that had a problem comes alone."""
        # sudo: the tick works for everybody; documents are sent with the rights of who asked.
        due = self.sudo().search([("due", "<=", fields.Datetime.now())], order="is_alone, id", limit=500)
        first = due[:1]
        if first.is_alone:
            return first
        names = ("model", "flow", "company_id", "user_id", "is_alone")
        return due.filtered(lambda row: all(row[name] == first[name] for name in names))[:PAGE]

    def _sidecar_send(self):
        """Send these and delete those that were answered, whatever the answer: Documents shows it from then on.

        :raises WireError: no answer; they are kept
        """
        first = self[0]
        worker = self.env["sidecar.tick"]._sidecar_as(first._sidecar_user(), first.company_id)
        documents = worker.env[first.model].browse(set(self.mapped("record"))).exists()
        worker.env["sidecar.mixin"]._sidecar_check_access(documents)
        Talk.of(worker.env)
        free = documents.browse(worker._sidecar_lock_free(first.model, documents.ids))
        if free:
            free._sidecar_run_page(first.flow, {"origin": "tick"})
        held = set((documents - free).ids)
        busy = self.filtered(lambda row: row.record in held)
        busy.write({"due": fields.Datetime.now() + PAUSE})
        (self - busy).unlink()

    def _sidecar_user(self):
        """Who asked; *Runs as* where that was the system, or somebody who is no employee.

        :raises UserError: when the company has no validated connector
        """
        connector = self.flow.split(".")[0]
        connection = self.env["sidecar.connection"]._sidecar_of(connector, self.company_id)
        if not connection:
            raise UserError(_("%(company)s has no validated connector.", company=self.company_id.name))
        user = self.user_id
        return user if user.active and not user.share and not user._is_superuser() else connection.user_id

    def _sidecar_put_off(self, problem):
        """What would fail again is tried alone, then once an hour."""
        pause = LONG_PAUSE if len(self) == 1 else timedelta()
        self.write({"problem": problem, "is_alone": True, "due": fields.Datetime.now() + pause})
