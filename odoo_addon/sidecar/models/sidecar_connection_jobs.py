import logging

from odoo import SUPERUSER_ID, _, api, fields, models

from .sidecar_wake import wake

_logger = logging.getLogger(__name__)

POKE_SECONDS = 40  # below the limit of a scheduled action, like a tick
INCOMING = "incoming"
PULL = "pull"


class SidecarConnection(models.Model):
    """The scheduled actions of a connector. Each is a poke: the sidecar does its job, the tick what comes of it."""

    _inherit = "sidecar.connection"  # pylint: disable=consider-merging-classes-inherited

    # Scheduled actions are the administrator's: who may set up a connector may not read them.
    cron_ids = fields.One2many(
        "ir.cron",
        "sidecar_connection_id",
        context={"active_test": False},
        copy=False,
        groups="base.group_system",
    )
    cron_shown = fields.Char(compute="_compute_cron_shown", compute_sudo=True)
    sidecar_pulled_at = fields.Datetime("Last asked about sent documents", readonly=True, copy=False)
    can_fetch = fields.Boolean(compute="_compute_can_fetch")

    @api.model
    def _sidecar_jobs(self, connector):
        """The jobs of a connector that people schedule; connector addons name theirs.

        :param connector: its id
        :return: list of (job, name of the scheduled action); the job as `schedule/poke` knows it, with the stream that
            alone is meant behind a colon: `incoming:bills`
        """
        return []

    @api.depends("cron_ids.active")
    def _compute_cron_shown(self):
        for connection in self:
            crons = connection.cron_ids
            active = len(crons.filtered("active"))
            connection.cron_shown = _("%(active)s of %(all)s active", active=active, all=len(crons)) if crons else "–"

    @api.depends("connector", "state")
    def _compute_can_fetch(self):
        for connection in self:
            jobs = {job.partition(":")[0] for job, _name in connection._sidecar_jobs(connection.connector)}
            connection.can_fetch = connection.state == "validated" and INCOMING in jobs

    # -- they come with Validate and go with the connection

    def action_validate(self):
        done = super().action_validate()
        self._sidecar_make_crons()
        return done

    def write(self, vals):
        done = super().write(vals)
        if "name" in vals:
            self._sidecar_name_crons()
        return done

    def unlink(self):
        self._sidecar_remove_crons()
        return super().unlink()

    def _sidecar_make_crons(self):
        """What is missing, inactive: somebody decides what runs by itself, and how often."""
        # sudo: scheduled actions are the administrator's; who may validate a connector may have its own made.
        crons = self.env["ir.cron"].sudo()
        for connection in self:
            known = connection.sudo().cron_ids.mapped("sidecar_job")
            for job, name in connection._sidecar_jobs(connection.connector):
                if job not in known:
                    crons.create(connection._sidecar_cron_values(job, name))

    def _sidecar_cron_values(self, job, name):
        values = {
            "name": self._sidecar_cron_name(name),
            "model_id": self.env["ir.model"]._get_id(self._name),
            "state": "code",
            "code": f"model._sidecar_poke({self.key!r}, {job!r})",
            "interval_number": 1,
            "interval_type": "days",
            "active": False,
            # The poke itself becomes *Runs as*, whoever that is then.
            "user_id": SUPERUSER_ID,
            "sidecar_connection_id": self.id,
            "sidecar_job": job,
        }
        if "numbercall" in self.env["ir.cron"]._fields:
            values.update(numbercall=-1, doall=False)  # 17 would stop after one run
        return values

    def _sidecar_cron_name(self, name):
        return f"{name} ({self.name})"

    def _sidecar_name_crons(self):
        """A connection that got another name has scheduled actions of that name."""
        for connection in self.sudo():  # sudo: as above
            names = dict(connection._sidecar_jobs(connection.connector))
            for cron in connection.cron_ids:
                wanted = connection._sidecar_cron_name(names.get(cron.sidecar_job, cron.sidecar_job))
                if cron.name != wanted:
                    cron.name = wanted

    def _sidecar_remove_crons(self):
        crons = self.sudo().cron_ids  # sudo: as above
        actions = crons.ir_actions_server_id
        crons.unlink()
        actions.unlink()

    def _sidecar_crons(self):
        return super()._sidecar_crons() | self.sudo().cron_ids  # sudo: only their ids

    # -- the poke

    @api.model
    def _sidecar_poke(self, key, job):
        """Have the sidecar do a job of a connection now: what a scheduled action calls. Never raises.

        :param key: of the connection
        :param job: one of its `_sidecar_jobs`
        """
        # sudo: read before it is known whose rights count.
        connection = self.sudo().search([("key", "=", key), ("state", "=", "validated")])
        if not connection:
            _logger.info("Connector %s is not validated: nothing to do for %s.", key, job)
            return
        answer = {}
        tick = self.env["sidecar.tick"]
        tick._sidecar_transaction(lambda: answer.update(connection._sidecar_poke_as(job)))
        self._sidecar_report(answer)

    def _sidecar_poke_as(self, job):
        """The answer to one poke, asked with the rights of *Runs as* in the connection's company."""
        worker = self.env["sidecar.tick"]._sidecar_as(self.user_id, self.company_id)
        params = self._sidecar_poke_params(job)
        answer = worker.env["sidecar.service"]._sidecar_ask("schedule/poke", params, POKE_SECONDS)
        if failure := answer.get("failure"):
            _logger.warning("%s, %s: %s", self.name, job, failure.get("message"))
        elif job == PULL:
            self.sidecar_pulled_at = fields.Datetime.now()
        wake(self.env)
        return answer

    def _sidecar_poke_params(self, job):
        job, _colon, stream = job.partition(":")
        params = {"connection": self.key, "job": job, "deadline_ms": POKE_SECONDS * 1000}
        return {**params, "flow": stream} if stream else params

    @api.model
    def _sidecar_report(self, answer):
        """Tell Odoo how far a scheduled action came, where it can be told (from 18 on)."""
        crons = self.env["ir.cron"]
        if not (answer and self.env.context.get("ir_cron_progress_id")):
            return
        done = sum(answer.get(name) or 0 for name in ("fetched", "marked", "found", "asked"))
        if hasattr(crons, "_commit_progress"):
            crons._commit_progress(done, remaining=0)
        else:
            crons._notify_progress(done=done, remaining=0)

    def action_fetch(self):
        """Fetch what the partner has for us now; the tick brings it into Odoo.

        With `sidecar_stream` in the context, of that stream alone.

        :return: a notification with the figures
        :raises UserError: when the sidecar gave no answer
        """
        self.ensure_one()
        stream = self.env.context.get("sidecar_stream")
        params = self._sidecar_poke_params(f"{INCOMING}:{stream}" if stream else INCOMING)
        answer = self.env["sidecar.service"]._sidecar_call("schedule/poke", params, POKE_SECONDS)
        wake(self.env)
        failure = answer.get("failure")
        words = self._sidecar_fetched(answer)
        if len(answer.get("streams") or []) > 1:
            words = "\n".join([words, *(self._sidecar_stream_words(stream) for stream in answer["streams"])])
        elif failure:
            words = " ".join(part for part in (self._sidecar_failure_words(failure), words) if part)
        return self._sidecar_notify(self.name, words, "warning" if failure else "success", bool(failure))

    def action_dry_run(self):
        """Say what a fetch would do, with the rights of *Runs as*; nothing is written.

        :return: the dialog; a notification when there is nothing new
        :raises UserError: when the sidecar gave no answer
        """
        self.ensure_one()
        stream = self.env.context.get("sidecar_stream")
        params = self._sidecar_poke_params(f"{INCOMING}:{stream}" if stream else INCOMING)
        worker = self.env["sidecar.tick"]._sidecar_as(self.user_id, self.company_id, self.env.lang)
        service = worker.env["sidecar.service"]
        answer = service._sidecar_call("schedule/poke", {**params, "dry_run": True}, POKE_SECONDS, serves=True)
        if "dry_run" not in answer:
            # One that is older than this addon knows no rehearsal, and has fetched.
            return self._sidecar_notify(self.name, self._sidecar_fetched(answer), "warning", True)
        if not (answer["dry_run"].get("documents") or answer.get("failure")):
            return self._sidecar_notify(self.name, _("Nothing is waiting at the partner."), "success")
        return self.env["sidecar.rehearsal"]._sidecar_show(self, answer)

    @api.model
    def _sidecar_failure_words(self, failure):
        messages = self.env["sidecar.messages"]
        sentence = messages._sidecar_message(failure.get("code"), failure["message"], {})
        hint = messages._sidecar_message(f"{failure.get('code')}.hint", failure.get("hint") or "", {})
        return " ".join(part for part in (sentence, hint) if part)

    @api.model
    def _sidecar_stream_name(self, stream):
        """What people call a stream of documents; connector addons name theirs."""
        return stream

    @api.model
    def _sidecar_stream_words(self, stream):
        """One line about one stream of a fetch."""
        name = self._sidecar_stream_name(stream["stream"])
        if stream.get("failure"):
            return f"{name}: {self._sidecar_failure_words(stream['failure'])}"
        if stream["state"] == "skipped":
            return _(
                "%(name)s: not fetched, they need %(because)s first.",
                name=name,
                because=self._sidecar_stream_name(stream.get("because") or "–"),
            )
        if not stream["fetched"]:
            return _("%s: nothing new.", name)
        return _("%(name)s: %(count)s new.", name=name, count=stream["fetched"])

    @api.model
    def _sidecar_fetched(self, answer):
        """One sentence with the figures of a fetch."""
        fetched, known, left = (answer.get(name) or 0 for name in ("fetched", "known", "left_alone"))
        if answer.get("state") == "running":
            return _("Still fetching; this goes on in the background.")
        if not (fetched or known or left):
            return _("Nothing was fetched.") if answer.get("failure") else _("Nothing is waiting at the partner.")
        words = [_("New documents: %s.", fetched)]
        if known:
            words.append(_("Known already: %s.", known))
        if left:
            words.append(_("Of kinds that are left alone: %s.", left))
        if fetched:
            words.append(_("They come into Odoo within a minute."))
        return " ".join(words)
