from odoo import _, api, fields, models

from ..talk import Talk
from ..wizards.sidecar_outcome import PATIENT, WELL


class SidecarRun(models.Model):
    """How the tick works off runs: a page of one run, then the next run."""

    _inherit = "sidecar.run"

    @api.model
    def _sidecar_step(self):
        """Send one page, and say on the run what became of it.

        Documents and counters are two transactions: the run stays free for *Cancel* while a partner is asked. A kill
        in between repeats the page, which sends nothing twice.

        :return: True when more may be done in this tick
        """
        # sudo: the tick works for everybody; the documents are sent with the rights of who clicked.
        run = self.sudo().search([("state", "=", "running")], order="turn_at, id", limit=1)
        if not run:
            return False
        ids, answers = (run.ids_left or [])[: run._sidecar_page()], []
        tick = self.env["sidecar.tick"]
        goes_on = tick._sidecar_transaction(
            lambda: answers.extend(run._sidecar_send(ids)),
            lambda sentence: answers.extend(run._sidecar_failed(ids, sentence)),
        )
        return tick._sidecar_transaction(lambda: run._sidecar_count(answers)) and goes_on

    def _sidecar_page(self):
        return self.env[self.model].with_company(self.company_id)._sidecar_page_size(self.flow)

    def _sidecar_send(self, ids):
        """Outcomes of a page; a document in somebody's click is not among them and gets its turn later."""
        worker = self.env["sidecar.tick"]._sidecar_as(self.user_id, self.company_id | self.company_ids, self.lang)
        found = worker.env[self.model].browse(ids).exists()
        worker.env["sidecar.mixin"]._sidecar_check_access(found)
        Talk.of(worker.env)
        free = found.browse(worker._sidecar_lock_free(self.model, found.ids))
        outcomes = free._sidecar_run_page(self.flow, {"confirmed": self.confirmed}) if free else []
        gone = [{"record": id_, "status": "gone"} for id_ in set(ids) - set(found.ids)]
        return outcomes + gone

    def _sidecar_failed(self, ids, sentence):
        """Outcomes of a page that met something else than a partner's refusal."""
        failure = {"kind": "internal", "code": None, "message": sentence}
        documents = self.env[self.model].browse(ids).exists()
        return [document._sidecar_outcome("refused", failure=failure) for document in documents]

    def _sidecar_count(self, outcomes):
        seen = {outcome["record"] for outcome in outcomes}
        left = [id_ for id_ in self.ids_left or [] if id_ not in seen]
        # Nothing but documents that somebody holds: they go to the end, so that the others come first.
        page = self._sidecar_page()
        left = left if seen else left[page:] + left[:page]
        patient = sum(outcome["status"] in PATIENT | {"sending"} for outcome in outcomes)
        well = sum(outcome["status"] in WELL - {"sending"} for outcome in outcomes)
        confirm = [outcome["record"] for outcome in outcomes if outcome["status"] == "confirm"]
        self.write(
            {
                "ids_left": left,
                "ids_to_confirm": (self.ids_to_confirm or []) + confirm,
                "turn_at": fields.Datetime.now(),
                "waiting": self.waiting + patient,
                "done": self.done + well,
                "failed": self.failed + len(outcomes) - patient - well,
                "line_ids": [fields.Command.create(line) for line in self._sidecar_lines(outcomes)],
            }
        )
        if not left and self.state == "running":
            self.state = "done"
            self._sidecar_say_done()

    def _sidecar_lines(self, outcomes):
        wording = self.env["sidecar.outcome"].with_context(lang=self.lang)
        lines = []
        for outcome in outcomes:
            if outcome["status"] != "gone" and (outcome["status"] not in WELL | PATIENT or outcome.get("issues")):
                lines += wording._sidecar_lines(outcome)
        return lines

    def _sidecar_say_done(self):
        """A notice for who clicked, wherever they are in Odoo."""
        worded = self.with_context(lang=self.lang)
        values = {"done": self.done, "failed": self.failed, "waiting": self.waiting}
        notice = {
            "type": "warning" if self.failed else "success",
            "sticky": bool(self.failed),
            "title": worded.display_name,
            "message": worded._sidecar_result(values),
        }
        self.env["bus.bus"]._sendone(self.user_id.partner_id, "simple_notification", notice)

    def _sidecar_result(self, values):
        return _("%(done)s sent, %(failed)s need somebody, %(waiting)s under way", **values)
