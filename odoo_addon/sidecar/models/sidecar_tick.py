import logging
import time

from odoo import api, models
from odoo.exceptions import UserError

from ..gateway import CONCURRENCY
from ..talk import Talk
from ..wire import Refused, WireError
from .sidecar_wake import wake

_logger = logging.getLogger(__name__)

SECONDS = 45  # a tick ends after this, so that Odoo's limit for scheduled actions is far away
UNIT_SECONDS = 20
APPLY_SECONDS = 60  # a document of thousands of lines takes Odoo so long; with a tick before it still below 120 s
PATIENT = ("apply", "pull")  # kinds of units: one large document, or a partner that is asked about fifty
MUCH = "5000"  # milliseconds that a piece of work waits for a row that somebody holds


class SidecarTick(models.AbstractModel):
    """Everything that nobody waits for. Each piece of work has a transaction and the rights of a person."""

    _name = "sidecar.tick"
    _description = "Scheduled work of the sidecar"

    @api.model
    def _sidecar_tick(self):
        """Work until nothing is left or the time is over; never raises."""
        end = time.monotonic() + SECONDS
        if not self._sidecar_mirror_now():
            return
        said = {}
        is_left = self._sidecar_work(end, said)
        self._sidecar_transaction(lambda: self.env["sidecar.cause"]._sidecar_update(said.get("alarms")))
        if is_left:
            self._sidecar_transaction(lambda: wake(self.env))

    @api.model
    def _sidecar_work(self, end, said):
        """A page of each kind in turn, so that a long run keeps nobody else waiting.

        :param said: dict, filled with the last answer of `schedule/tick`
        :return: True when work is left
        """
        steps = [
            self.env["sidecar.request"]._sidecar_step,
            self.env["sidecar.run"]._sidecar_step,
            self.env["sidecar.import"]._sidecar_step,
            lambda: self._sidecar_step(said),
        ]
        while steps and time.monotonic() < end:
            steps = [step for step in steps if time.monotonic() < end and step()]
        return bool(steps)

    @api.model
    def _sidecar_mirror_now(self):
        """Bring the copies up to date.

        :return: False when the sidecar does not answer
        """
        talk = Talk.of(self.env)
        try:
            # A first call opens the peer; the mirror then runs in a cursor of its own.
            talk.call(self.env, "service/health", {}, 5)
            talk.committed()
        except WireError as error:
            _logger.warning("The sidecar does not answer the tick: %s", error)
            self._sidecar_undo_transaction()
            return isinstance(error, Refused)
        self._sidecar_end_transaction()
        return True

    # -- units: what the sidecar says is due

    @api.model
    def _sidecar_step(self, said):
        """Run the next unit.

        :return: True when there may be another
        """
        said.update(self._sidecar_next())
        unit = said.get("unit")
        if unit is None:
            return False
        # The sidecar keeps a unit that failed and hands it out again later.
        self._sidecar_transaction(lambda: self._sidecar_enter(unit)._sidecar_run_inside(unit))
        return True

    @api.model
    def _sidecar_next(self):
        """Answer of `schedule/tick`: a unit, or none and what a person must be told."""
        try:
            return {"alarms": [], **self.env["sidecar.service"]._sidecar_ask("schedule/tick", {}, 10)}
        except WireError as error:
            _logger.warning("The sidecar does not answer the tick: %s", error)
            return {"unit": None}

    @api.model
    def _sidecar_enter(self, unit):
        """This model as *Runs as* of the unit's connection, in its company; never superuser."""
        # sudo: the tick reads which user to become before it is that user.
        connection = self.env["sidecar.connection"].sudo().search([("key", "=", unit["connection"])])
        if not connection or connection.state != "validated":
            raise UserError(f"connection {unit['connection']} is not validated")  # pylint: disable=translation-required
        company = self.env["res.company"].browse(unit.get("company_id")) or connection.company_id
        return self._sidecar_as(connection.user_id, company, connection.user_id.lang)

    @api.model
    def _sidecar_run_inside(self, unit):
        seconds = APPLY_SECONDS if unit.get("kind") in PATIENT else UNIT_SECONDS
        params = {
            "flow": unit["flow"],
            "connection": unit["connection"],
            "unit": unit["unit"],
            "ids": self._sidecar_lock_free(unit.get("model"), unit.get("ids") or []),
            "company_id": self.env.company.id,
            "deadline_ms": seconds * 1000,
            "origin": "tick",
        }
        answer = self.env["sidecar.service"]._sidecar_ask("flow/run", params, seconds, serves=True)
        if answer.get("rolls_back"):
            # The document could not be taken: nothing of it stays, what became of it is in the sidecar's ledger.
            self._sidecar_undo_transaction()
        self.env["sidecar.answer"]._sidecar_take(unit["flow"], unit.get("model"), answer.get("documents") or [])

    # -- what every piece of work needs

    @api.model
    def _sidecar_as(self, user, companies, lang=None):
        """This model with the rights of a person, in their companies; never superuser.

        :raises UserError: when there is no such person any more
        """
        if not user.active or user._is_superuser():
            raise UserError(f"nobody to run as: {user.login}")  # pylint: disable=translation-required
        context = {"allowed_company_ids": companies.ids, "lang": lang or user.lang}
        return self.with_user(user).with_context(**context)

    @api.model
    def _sidecar_lock_free(self, model, ids):
        """Lock what nobody holds: a document in somebody's click is left for later."""
        if not ids or model not in self.env:
            return ids
        table = self.env[model]._table
        self.env.cr.execute(
            f'SELECT id FROM "{table}" WHERE id IN %s ORDER BY id FOR NO KEY UPDATE SKIP LOCKED',  # pylint: disable=sql-injection
            [tuple(ids)],
        )
        return [row[0] for row in self.env.cr.fetchall()]

    @api.model
    def _sidecar_transaction(self, work, otherwise=None):
        """Do one piece of work and commit it; a failed one rolls back alone and stops nobody.

        :param otherwise: function of a sentence, called when the work met what it would meet again
        :return: False when it is the weather (no answer, somebody was quicker): the next tick does it
        """
        try:
            self.env.cr.execute("SELECT set_config('lock_timeout', %s, true)", [MUCH])
            work()
            self.env.flush_all()
            self._sidecar_end_transaction()
            return True
        except Exception as error:
            self._sidecar_undo_transaction()
            if isinstance(error, CONCURRENCY) or isinstance(error, WireError) and not isinstance(error, Refused):
                _logger.info("Left for the next tick: %s", error)
                return False
            log = _logger.warning if isinstance(error, UserError | Refused) else _logger.exception
            log("The tick goes on without: %s", error)
            sentence = str(error)
        return self._sidecar_transaction(lambda: otherwise(sentence)) if otherwise else True

    @api.model
    def _sidecar_end_transaction(self):
        # The one commit of the addons: each piece of work is its own transaction, so that a kill loses at most one.
        self.env.cr.commit()  # pylint: disable=invalid-commit

    @api.model
    def _sidecar_undo_transaction(self):
        self.env.cr.rollback()
