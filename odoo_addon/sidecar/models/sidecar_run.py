from odoo import _, api, fields, models

from .sidecar_wake import wake

STATES = [("running", "Running"), ("done", "Done"), ("cancelled", "Cancelled")]


class SidecarRun(models.Model):
    """More documents than one click can wait for, worked off by the tick with the rights of who clicked."""

    _name = "sidecar.run"
    _description = "Documents that go out in the background"
    _order = "id desc"

    flow = fields.Char(required=True, readonly=True)
    model = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Started by", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    company_ids = fields.Many2many("res.company", string="Companies", readonly=True)
    connection_names = fields.Char("Connectors", readonly=True)
    lang = fields.Char(readonly=True)
    confirmed = fields.Boolean(readonly=True)
    ids_left = fields.Json(readonly=True)
    ids_to_confirm = fields.Json(readonly=True)
    confirm_count = fields.Integer(compute="_compute_confirm_count")
    turn_at = fields.Datetime(
        default=fields.Datetime.now, readonly=True, help="When it last had its turn; who waited longest is next."
    )
    state = fields.Selection(STATES, required=True, default="running", readonly=True)
    total = fields.Integer("Documents", readonly=True)
    done = fields.Integer("Sent", readonly=True)
    failed = fields.Integer("Need somebody", readonly=True)
    waiting = fields.Integer("Under way", readonly=True, help="They go on by themselves; Documents shows them.")
    progress = fields.Float(compute="_compute_progress")
    line_ids = fields.One2many("sidecar.run.line", "run_id", readonly=True)

    @api.depends("done", "failed", "waiting", "total")
    def _compute_progress(self):
        for run in self:
            run.progress = 100.0 * (run.done + run.failed + run.waiting) / run.total if run.total else 0.0

    @api.depends("flow", "total")
    def _compute_display_name(self):
        for run in self:
            kind = self.env["sidecar.messages"]._sidecar_kind(run.flow)
            run.display_name = _("%(kind)s: %(total)s documents", kind=kind, total=run.total)

    @api.depends("ids_to_confirm", "state")
    def _compute_confirm_count(self):
        for run in self:
            run.confirm_count = len(run.ids_to_confirm or []) if run.state != "running" else 0

    @api.model
    def _sidecar_start(self, documents, flow, confirmed=False):
        """Hand documents over to the tick, in this transaction.

        :param documents: what the user selected and may write
        :return: the action that shows the run
        """
        companies = documents._sidecar_by_company()
        connections = [self.env["sidecar.connection"]._sidecar_of(flow.split(".")[0], company) for company in companies]
        user = self.env.user
        if user._is_superuser():
            user = next((connection.user_id for connection in connections if connection.user_id), user)
        # sudo: who may write the documents may have them sent; runs are written by nobody by hand.
        run = self.sudo().create(
            {
                "flow": flow,
                "model": documents._name,
                "user_id": user.id,
                "company_id": self.env.company.id,
                "company_ids": [fields.Command.set(self.env.companies.ids)],
                "connection_names": ", ".join(connection.name for connection in connections if connection),
                "lang": self.env.lang,
                "confirmed": confirmed,
                "ids_left": documents.ids,
                "total": len(documents),
            }
        )
        wake(self.env)
        return run._sidecar_open()

    def _sidecar_open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "current",
        }

    def action_refresh(self):
        """Show how far it is now."""
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_cancel(self):
        """Stop after the page that is under way; what was sent stays sent."""
        # sudo: who may see a run may stop it.
        self.sudo().filtered(lambda run: run.state == "running").write({"state": "cancelled"})

    def action_confirm(self):
        """Send the documents older than *Send documents dated from*, now that somebody has seen them."""
        self.ensure_one()
        documents = self.env[self.model].browse(self.ids_to_confirm or []).exists()
        self.sudo().ids_to_confirm = False  # sudo: as above
        return documents._sidecar_run(self.flow, confirmed=True)

    def action_documents(self):
        """The selected documents that were not reached, or that are still to come."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": _("Not sent yet"),
            "res_model": self.model,
            "views": [[False, "list"], [False, "form"]],
            "domain": [("id", "in", self.ids_left or [])],
        }


class SidecarRunLine(models.Model):
    _name = "sidecar.run.line"
    _inherit = "sidecar.finding"
    _description = "A document of a run that needs somebody"

    run_id = fields.Many2one("sidecar.run", required=True, ondelete="cascade", index=True)
