import logging
import time

from odoo import api, models
from psycopg2.errors import LockNotAvailable

from ..gateway import CONCURRENCY
from ..talk import Talk
from ..wire import Refused
from .sidecar_tick import APPLY_SECONDS
from .sidecar_wake import wake

_logger = logging.getLogger(__name__)

SECONDS = 20  # of a click; what is left then is the tick's
TRIES = 3
MUCH = "2000"  # milliseconds that a click waits for a row that somebody holds


class SidecarApply(models.AbstractModel):
    """Brings what came in into Odoo from a click: each document in a transaction of its own, with the user's rights."""

    _name = "sidecar.apply"
    _description = "Documents that come in with a click"

    @api.model
    def _sidecar_apply(self, arrivals, connection, company):
        """Apply documents that the sidecar keeps. The click itself must hold no lock on what they change.

        :param arrivals: list of {entry, flow, unit} as `flow/run` and `entry/accept` answer them
        :param connection: sidecar.connection they came by
        :return: list of Outcome, with `flow`; one that Odoo's time or somebody else's lock did not allow is `waiting`
        :raises WireError: no answer
        """
        end = time.monotonic() + SECONDS
        outcomes, left = [], []
        for arrival in arrivals:
            done = self._sidecar_apply_one(arrival, connection, company) if time.monotonic() < end else None
            if done is None:
                left.append(arrival)
            outcomes += done or []
        if left:
            wake(self.env)
        return outcomes + [self._sidecar_left(arrival) for arrival in left]

    @api.model
    def _sidecar_apply_one(self, arrival, connection, company):
        """Outcomes of one document; None when others were quicker each time."""
        params = {
            "flow": arrival["flow"],
            "connection": connection.key,
            "unit": arrival["unit"],
            "ids": [],
            "company_id": company.id,
            "deadline_ms": APPLY_SECONDS * 1000,
            "origin": "button",
        }
        for _try in range(TRIES):
            try:
                with self._sidecar_cursor() as cr:
                    worker = self.with_env(self.env(cr=cr)).with_context(allowed_company_ids=company.ids)
                    try:
                        return worker._sidecar_apply_inside(params, connection.id)
                    except Exception:
                        Talk.forget(worker.env)  # its transaction ends without a word
                        raise
            except LockNotAvailable as error:
                # Whoever holds it may hold it long: the tick comes back, nobody waits for it here.
                _logger.info("%s is left to the tick: %s", arrival["unit"], error)
                return None
            except CONCURRENCY as error:
                _logger.info("%s is tried again: %s", arrival["unit"], error)
            except Refused as refusal:
                return [self._sidecar_refused(arrival, refusal)]
        return None

    @api.model
    def _sidecar_apply_inside(self, params, connection):
        self.env.cr.execute("SELECT set_config('lock_timeout', %s, true)", [MUCH])
        talk = Talk.of(self.env)
        answer = talk.call(self.env, "flow/run", params, APPLY_SECONDS, serves=True)
        if answer.get("rolls_back"):
            # The document could not be taken: nothing of it stays, what became of it is in the sidecar's ledger.
            self._sidecar_undo()
        # sudo: only the name of the account is read.
        connection = self.env["sidecar.connection"].sudo().browse(connection)
        found = [{**outcome, "flow": params["flow"]} for outcome in answer.get("documents") or []]
        outcomes = [connection._sidecar_named(outcome) for outcome in found]
        for model in {outcome["model"] for outcome in outcomes}:
            own = [outcome for outcome in outcomes if outcome["model"] == model]
            self.env["sidecar.answer"]._sidecar_take(params["flow"], model, own)
        self.env.flush_all()
        return outcomes

    @api.model
    def _sidecar_cursor(self):
        """A transaction of its own, committed where nothing fails. Tests replace it."""
        return self.env.registry.cursor()

    @api.model
    def _sidecar_undo(self):
        self.env.cr.rollback()

    @api.model
    def _sidecar_left(self, arrival):
        return {**self._sidecar_about(arrival), "status": "waiting", "issues": [], "failure": None}

    @api.model
    def _sidecar_refused(self, arrival, refusal):
        sentence = self.env["sidecar.service"]._sidecar_sentence(refusal)
        failure = {"kind": refusal.kind, "code": refusal.code, "message": sentence}
        return {**self._sidecar_about(arrival), "status": "refused", "issues": refusal.issues, "failure": failure}

    @api.model
    def _sidecar_about(self, arrival):
        name = arrival.get("record_name") or arrival["unit"]
        return {
            "model": arrival.get("model"),
            "record": arrival.get("record") or 0,
            "record_name": name,
            "flow": arrival["flow"],
        }
