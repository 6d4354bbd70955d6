import contextlib
import os
from unittest.mock import patch

from odoo.addons.sidecar.talk import Talk
from odoo.addons.sidecar.wire.testing import FakeSidecar
from odoo.tests.common import TransactionCase
from odoo.tools import mute_logger

SCHEMA = {
    "id": "procuros",
    "label": "Procuros",
    "settings": [
        {"key": "external_identifier", "type": "gln", "label": "Account name", "required": True},
        {"key": "api_token", "type": "secret", "label": "API token", "required": True},
    ],
    "flows": [],
}
JOBS = [("incoming", "Auto Process Incoming"), ("outgoing", "Auto Process Outgoing")]


def saved(params, ask):
    """Answer of `connection/save`."""
    connection = params["connection"]
    secrets = {name: bool(text) for name, text in params["secrets"].items()}
    return {"key": connection["key"], "revision": params["revision"], "staged": True, "secrets": secrets}


def nothing_new(params, ask):
    """Answer of `mirror/since`."""
    return {"epoch": "e1", "entries": [], "logs": [], "last": params["after"] or "0", "more": False}


class SocketCase(TransactionCase):
    """Tests that speak over a socket. Their cursor never commits: what waits for the commit is asked for."""

    def use_socket(self, path):
        """Let Odoo speak to the sidecar that listens there."""
        self.startPatcher(patch.dict(os.environ, {"ODOO_SIDECAR_SOCKET": path}))
        # The mirror writes with a cursor of its own, which would outlive the test.
        self.startPatcher(patch.object(Talk, "_cursor", lambda talk: contextlib.nullcontext(self.env.cr)))
        self.use_one_cursor()
        self.env["sidecar.mirror"].search([]).unlink()
        self.addCleanup(Talk.forget, self.env)

    def use_one_cursor(self):
        """What a click applies in transactions of its own is applied in this test's, each behind a savepoint."""
        apply, points = type(self.env["sidecar.apply"]), []

        @contextlib.contextmanager
        def cursor(model):
            with self.env.cr.savepoint() as point:
                points.append(point)
                yield self.env.cr
            self.env.flush_all()
            self.commit()

        def undo(model):
            points[-1].rollback()
            self.env.invalidate_all()

        self.startPatcher(patch.object(apply, "_sidecar_cursor", cursor))
        self.startPatcher(patch.object(apply, "_sidecar_undo", undo))

    def use_connector(self):
        """A connector that needs no addon of its own, and nothing before it is validated."""
        model = type(self.env["sidecar.connection"])
        self.startPatcher(patch.object(model, "_sidecar_connectors", lambda self: [("procuros", "Procuros")]))
        self.startPatcher(patch.object(model, "_sidecar_required_fields", lambda self: []))
        self.startPatcher(patch.object(model, "_sidecar_jobs", lambda self, connector: JOBS))

    def commit(self):
        """What a commit would set off, with this test's cursor in place of a new one."""
        self.commit_with("committed")

    def commit_with(self, ending):
        """The same for `rolled_back`."""
        getattr(Talk.of(self.env), ending)()
        Talk.forget(self.env)

    def tick(self):
        """One tick, whose transactions end as this test's cursor can end them."""
        tick = type(self.env["sidecar.tick"])

        def end(model):
            self.env.flush_all()
            self.commit()

        with (
            patch.object(tick, "_sidecar_end_transaction", end),
            patch.object(tick, "_sidecar_undo_transaction", lambda model: Talk.forget(self.env)),
            mute_logger("odoo.addons.sidecar.models.sidecar_tick"),
        ):
            self.env["sidecar.tick"]._sidecar_tick()
        self.env.invalidate_all()

    def age(self, *records):
        """Make rows look as if another transaction had written them: the gateway sends committed data only."""
        self.env.flush_all()
        for some in records:
            self.env.cr.execute(
                f"UPDATE \"{some._table}\" SET write_date = write_date - interval '1 day' WHERE id IN %s",  # pylint: disable=sql-injection
                [tuple(some.ids)],
            )
        self.env.invalidate_all()


class SidecarCase(SocketCase):
    """A stand-in for the sidecar in a thread for every test; its socket is the one Odoo uses."""

    def setUp(self):
        super().setUp()
        self.sidecar = FakeSidecar().__enter__()
        self.addCleanup(self.sidecar.__exit__)
        self.sidecar.handlers.update(
            {
                "connection/save": saved,
                "connector/describe": lambda params, ask: SCHEMA,
                "mirror/since": nothing_new,
                "schedule/tick": lambda params, ask: {"unit": None, "wait_ms": 60000, "alarms": []},
                "service/health": lambda params, ask: {"status": "ok"},
                "entry/settled": lambda params, ask: {"settled": len(params["entries"])},
            }
        )
        self.use_socket(self.sidecar.path)
        self.addCleanup(self._no_fault_in_the_sidecar)

    def _no_fault_in_the_sidecar(self):
        self.assertEqual(self.sidecar.failures, [])
