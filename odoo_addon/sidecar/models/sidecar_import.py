import time

from odoo import _, api, fields, models
from odoo.exceptions import UserError

from ..wire import WireError
from .sidecar_run import STATES as RUN_STATES
from .sidecar_wake import wake

KINDS = [("fetch", "Fetch"), ("match", "Find records"), ("accept", "Create and update")]
STATES = [*RUN_STATES, ("failed", "Failed")]
SECONDS = 8  # of a click; what is left then goes on in the background
ASK_SECONDS = 30
PAGE = 200


class SidecarImport(models.Model):
    """How far one step of bringing in master data is: worked off page by page, in the click or by the tick."""

    _name = "sidecar.import"
    _description = "Master data that comes in"
    _order = "id desc"

    model = fields.Char(required=True, readonly=True)
    kind = fields.Selection(KINDS, "Step", required=True, readonly=True)
    connection_id = fields.Many2one("sidecar.connection", "Connector", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    user_id = fields.Many2one("res.users", "Started by", required=True, readonly=True)
    lang = fields.Char(readonly=True)
    state = fields.Selection(STATES, required=True, default="running", readonly=True)
    is_fetched = fields.Boolean(readonly=True, help="The sidecar has all of it; it comes into the list now.")
    position = fields.Integer(readonly=True)
    entries = fields.Json(readonly=True)
    total = fields.Integer("Rows", readonly=True)
    done = fields.Integer(readonly=True)
    failed = fields.Integer("Need somebody", readonly=True)
    message = fields.Char(readonly=True)
    turn_at = fields.Datetime(default=fields.Datetime.now, readonly=True)
    progress = fields.Float(compute="_compute_progress")

    @api.depends("done", "failed", "total", "state")
    def _compute_progress(self):
        for step in self:
            part = 100.0 * (step.done + step.failed) / step.total if step.total else 0.0
            step.progress = 100.0 if step.state == "done" else min(part, 100.0)

    @api.depends("kind", "model")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for step in self:
            what = self.env["sidecar.document"]._sidecar_model_label(step.model)
            step.display_name = _("%(kind)s: %(what)s", kind=kinds.get(step.kind), what=what)

    # -- beginning

    @api.model
    def _sidecar_start(self, model, connection, kind, entries=None):
        """Begin a step, and do as much of it as a click can wait for. One of a kind that is under way is shown instead.

        :param model: of the rows
        :param entries: what is to be done, for `accept`
        :return: the list of rows when it is done, else the form of the step
        :raises UserError: the sidecar gave no answer
        """
        # sudo: who may see the rows may have them fetched; steps are written by nobody by hand.
        steps = self.sudo()
        here = [("model", "=", model), ("connection_id", "=", connection.id), ("kind", "=", kind)]
        running = steps.search([*here, ("state", "=", "running")], limit=1) if kind != "accept" else steps
        if running:
            running._sidecar_go_on()
            return running._sidecar_shown()
        # The tick never works as superuser.
        user = connection.sudo().user_id if self.env.user._is_superuser() else self.env.user
        values = {"model": model, "kind": kind, "connection_id": connection.id, "user_id": user.id}
        total = len(entries or [])
        if kind == "match":
            total = self.env[model].search_count([("connection_id", "=", connection.id)])
        step = steps.create({**values, "lang": self.env.lang, "entries": entries or False, "total": total})
        step._sidecar_go_on({"deadline_ms": SECONDS * 500} if kind == "fetch" else None)
        return step._sidecar_shown()

    def _sidecar_shown(self):
        """The rows when it is done, else how far it is."""
        if self.state == "done" and self.kind != "accept":
            return self.env[self.model]._sidecar_list(self.connection_id)
        if self.state == "failed":
            raise UserError(self.message)
        wake(self.env)
        return self._sidecar_open()

    def _sidecar_open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "current",
        }

    # -- going on

    def _sidecar_go_on(self, poke=None):
        """Page after page, as long as a click may last.

        :param poke: what the sidecar is told first, for a fetch that begins
        :raises UserError: the sidecar gave no answer
        """
        end = time.monotonic() + SECONDS
        try:
            if poke:
                self._sidecar_poke(poke)
            while self.state == "running" and time.monotonic() < end and self._sidecar_advance():
                pass
        except WireError as error:
            raise UserError(self.env["sidecar.service"]._sidecar_sentence(error)) from error

    @api.model
    def _sidecar_step(self):
        """One page of the step that waited longest, with the rights of who began it.

        :return: True when more may be done in this tick
        """
        # sudo: the tick works for everybody; the rows are looked for with the rights of who clicked.
        step = self.sudo().search([("state", "=", "running")], order="turn_at, id", limit=1)
        if not step:
            return False
        more = []
        tick = self.env["sidecar.tick"]
        done = tick._sidecar_transaction(
            lambda: more.append(step._sidecar_as_user()._sidecar_advance()), step._sidecar_fail
        )
        return done and bool(more and more[0])

    def _sidecar_as_user(self):
        worker = self.env["sidecar.tick"]._sidecar_as(self.user_id, self.company_id, self.lang)
        return worker.env[self._name].browse(self.id).sudo()  # sudo: steps are written by nobody by hand

    def _sidecar_advance(self):
        """Do one page.

        :return: True when the next one can be done at once
        :raises WireError: no answer
        """
        self.turn_at = fields.Datetime.now()
        if self.kind == "accept":
            return self._sidecar_count_done()
        if self.kind == "fetch" and not self.is_fetched:
            return self._sidecar_watch()
        return self._sidecar_page()

    def _sidecar_watch(self):
        """See how far the sidecar is with the partner's pages."""
        answer = self._sidecar_poke({"look": True})
        if answer["state"] == "failed":
            failure = answer["failure"] or {}
            sentence = self.env["sidecar.messages"]._sidecar_message(failure.get("code"), failure.get("message"), {})
            self._sidecar_fail(" ".join(part for part in (sentence, failure.get("hint")) if part))
            return False
        fetched = (answer.get("fetched") or 0) + (answer.get("known") or 0)
        if answer["state"] == "done":
            self.write({"is_fetched": True, "total": fetched, "done": 0})
            return True
        self.write({"total": answer.get("total") or 0, "done": fetched})
        return False

    def _sidecar_page(self):
        """The next page of rows, into the list."""
        rows = self.env[self.model]
        params = {
            "connection": self.connection_id.key,
            "flow": rows._sidecar_flow,
            "after": self.position,
            "limit": PAGE,
            "match": self.kind == "match",
        }
        # Asked with the rights of who clicked: what they may not read is not found.
        service = self.with_user(self.env.user).env["sidecar.service"]
        page = service._sidecar_ask("link/propose", params, ASK_SECONDS, serves=True)
        taken = rows._sidecar_take(self.connection_id, page)
        values = {"done": self.done + taken + len(page["dropped"]), "position": page["next"] or self.position}
        if page["next"] is None:
            rows._sidecar_clear(self.connection_id)
            values.update(state="done", total=values["done"])
        self.write(values)
        return page["next"] is not None

    def _sidecar_count_done(self):
        """See how far the tick is with what was accepted."""
        # sudo: how an entry stands is for everybody who may see the step.
        entries = self.env["sidecar.entry"].sudo()
        found = entries.search([("sidecar_id", "in", [str(entry) for entry in self.entries or []])])
        states = found.mapped("state")
        failed = states.count("quarantined")
        waiting = states.count("pending") + states.count("proposed") + self.total - len(states)
        self.write({"failed": failed, "done": self.total - failed - waiting})
        if not waiting:
            self.state = "done"
            self._sidecar_say_done()
        return False

    def _sidecar_fail(self, sentence):
        self.write({"state": "failed", "message": sentence})

    def _sidecar_poke(self, params):
        """Answer of `schedule/poke` about the fetch."""
        job = {"connection": self.connection_id.key, "job": "import", "flow": self.env[self.model]._sidecar_flow}
        return self.env["sidecar.service"]._sidecar_ask("schedule/poke", {**job, **params}, ASK_SECONDS)

    def _sidecar_say_done(self):
        """A notice for who clicked, wherever they are in Odoo."""
        worded = self.with_context(lang=self.lang)
        notice = {
            "type": "warning" if self.failed else "success",
            "sticky": bool(self.failed),
            "title": worded.display_name,
            "message": worded._sidecar_result({"done": self.done, "failed": self.failed}),
        }
        self.env["bus.bus"]._sendone(self.user_id.partner_id, "simple_notification", notice)

    def _sidecar_result(self, values):
        return _("%(done)s done, %(failed)s need somebody", **values)

    # -- the buttons

    def action_refresh(self):
        """Show how far it is now, and go on with it.

        :raises AccessError: the user may not see the step or not change its rows
        """
        self.ensure_one()
        step = self._sidecar_mine()
        step._sidecar_go_on()
        return step._sidecar_shown() if step.state == "done" else {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_cancel(self):
        """Stop after the page that is under way; what came in stays, what was not done yet waits for a person again.

        :raises AccessError: the user may not see the step or not change its rows
        :raises UserError: the sidecar gave no answer
        """
        for step in self._sidecar_mine().filtered(lambda step: step.state == "running"):
            try:
                if step.kind == "fetch" and not step.is_fetched:
                    step._sidecar_poke({"cancel": True})
                if step.kind == "accept":
                    step._sidecar_take_back()
            except WireError as error:
                raise UserError(self.env["sidecar.service"]._sidecar_sentence(error)) from error
            step.state = "cancelled"

    def _sidecar_mine(self):
        """These steps, to be worked on by who may see them and change their rows."""
        check = self.env["sidecar.mixin"]._sidecar_check_access
        check(self, "read")
        for model in set(self.mapped("model")):
            check(self.env[model])
        return self.sudo()  # sudo: checked above; steps are written by nobody by hand

    def _sidecar_take_back(self):
        """What the tick has not reached is not done."""
        entries = self.entries or []
        for start in range(0, len(entries), PAGE):
            waiting = self._sidecar_waiting(entries[start : start + PAGE])
            decisions = [{"id": entry, "action": "nothing"} for entry in waiting]
            if decisions:
                self.env["sidecar.service"]._sidecar_ask("entry/accept", {"entries": decisions}, ASK_SECONDS)

    def _sidecar_waiting(self, entries):
        # sudo: as in `_sidecar_count_done`.
        known = self.env["sidecar.entry"].sudo().search([("sidecar_id", "in", [str(entry) for entry in entries])])
        over = {int(row.sidecar_id) for row in known if row.state not in ("pending", "proposed")}
        return [entry for entry in entries if entry not in over]

    def action_rows(self):
        """The list of rows."""
        self.ensure_one()
        return self.env[self.model]._sidecar_list(self.connection_id)
