import logging
import time

from odoo import api, fields, models

from ..talk import Talk
from ..wire import WireError

_logger = logging.getLogger(__name__)

SECONDS = 45  # a tick ends after this, so that Odoo's limit for scheduled actions is far away
UNIT_SECONDS = 20


class SidecarTick(models.AbstractModel):
    """Everything that nobody clicked: the sidecar says what is due, Odoo does it with the rights of *Runs as*."""

    _name = "sidecar.tick"
    _description = "Scheduled work of the sidecar"

    @api.model
    def _sidecar_tick(self):
        """Work off units until none is left or the time is over; commit after each, roll back only a failed one."""
        end = time.monotonic() + SECONDS
        self._sidecar_mirror_now()
        while time.monotonic() < end:
            unit = self._sidecar_next()
            if unit is None:
                return
            self._sidecar_run_unit(unit)
        self._sidecar_wake()

    @api.model
    def _sidecar_mirror_now(self):
        talk = Talk.of(self.env)
        try:
            # A first call opens the peer; the mirror then runs in a cursor of its own.
            talk.call(self.env, "service/health", {}, 5)
            talk.committed()
        except WireError as error:
            _logger.warning("The sidecar does not answer the tick: %s", error)
        self._sidecar_end_transaction()

    @api.model
    def _sidecar_next(self):
        """The next unit as the specification has it, or None."""
        try:
            return self.env["sidecar.service"]._sidecar_ask("schedule/tick", {}, 10).get("unit")
        except WireError as error:
            _logger.warning("The sidecar does not answer the tick: %s", error)
            return None

    @api.model
    def _sidecar_run_unit(self, unit):
        """Enter *Runs as* and the connection's company, run the unit, commit; a failed unit rolls back alone."""
        try:
            self._sidecar_enter(unit)._sidecar_run_inside(unit)
            self.env.flush_all()
            self._sidecar_end_transaction()
        except Exception:
            # Whatever one unit meets must not stop the next: the sidecar keeps the unit and hands it out again.
            _logger.exception("Unit %s of %s failed", unit.get("unit"), unit.get("flow"))
            self._sidecar_undo_transaction()

    @api.model
    def _sidecar_enter(self, unit):
        """This model as *Runs as* of the unit's connection, in its company; never superuser."""
        # sudo: the tick reads which user to become before it is that user.
        connection = self.env["sidecar.connection"].sudo().search([("key", "=", unit["connection"])])
        if not connection or connection.state != "validated" or not connection.user_id.active:
            raise ValueError(f"connection {unit['connection']} is not validated or has nobody to run as")
        context = {"allowed_company_ids": [unit.get("company_id") or connection.company_id.id]}
        return self.with_user(connection.user_id).with_context(**context)

    @api.model
    def _sidecar_run_inside(self, unit):
        ids = self._sidecar_lock_free(unit.get("model"), unit.get("ids") or [])
        params = {
            "flow": unit["flow"],
            "connection": unit["connection"],
            "unit": unit["unit"],
            "ids": ids,
            "company_id": self.env.company.id,
            "deadline_ms": UNIT_SECONDS * 1000,
            "origin": "tick",
        }
        answer = self.env["sidecar.service"]._sidecar_ask("flow/run", params, UNIT_SECONDS, serves=True)
        Talk.of(self.env).delivered += [
            outcome["entry"]
            for outcome in answer.get("documents") or []
            if outcome.get("entry") and outcome.get("state") == "delivered"
        ]

    @api.model
    def _sidecar_lock_free(self, model, ids):
        """Lock what nobody holds: a document in somebody's click is left for the next tick."""
        if not ids or model not in self.env:
            return ids
        table = self.env[model]._table
        self.env.cr.execute(
            f'SELECT id FROM "{table}" WHERE id IN %s ORDER BY id FOR NO KEY UPDATE SKIP LOCKED',  # pylint: disable=sql-injection
            [tuple(ids)],
        )
        return [row[0] for row in self.env.cr.fetchall()]

    @api.model
    def _sidecar_end_transaction(self):
        # The one commit of the addons: each unit is its own transaction, so that a kill loses at most one.
        self.env.cr.commit()  # pylint: disable=invalid-commit

    @api.model
    def _sidecar_undo_transaction(self):
        self.env.cr.rollback()

    @api.model
    def _sidecar_wake(self):
        """Work is left: run again at once instead of in a minute."""
        cron = self.env.ref("sidecar.tick_cron", raise_if_not_found=False)
        if cron:
            # sudo: the tick is started by the scheduler and may wake itself.
            cron.sudo()._trigger(fields.Datetime.now())
