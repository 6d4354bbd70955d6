from unittest.mock import patch

from odoo.addons.sidecar.models import sidecar_mixin, sidecar_tick
from odoo.addons.sidecar.talk import Talk
from odoo.addons.sidecar.wire.testing import Refusal
from odoo.exceptions import UserError
from odoo.tests.common import new_test_user, tagged
from odoo.tools import mute_logger

from .common import SidecarCase


@tagged("post_install", "-at_install")
class TestTick(SidecarCase):
    """The scheduled action works off what the sidecar says is due."""

    def setUp(self):
        super().setUp()
        self.use_connector()
        self.user = new_test_user(self.env, "bot", groups="base.group_user")
        self.connection = self.env["sidecar.connection"].create(
            {"name": "Test", "connector": "procuros", "user_id": self.user.id}
        )
        self.connection.action_validate()
        self.commit()
        self.ran_as, self.commits, self.rollbacks = [], 0, 0
        self.units = [self.unit("u1"), self.unit("u2"), self.unit("u3")]
        self.sidecar.handlers.update(
            {
                "service/health": lambda params, ask: {"status": "ok"},
                "schedule/tick": lambda params, ask: {"unit": self.units.pop(0) if self.units else None, "wait_ms": 0},
                "flow/run": self.run_unit,
            }
        )
        tick = type(self.env["sidecar.tick"])
        self.startPatcher(patch.object(tick, "_sidecar_end_transaction", lambda self_: self.end()))
        self.startPatcher(patch.object(tick, "_sidecar_undo_transaction", lambda self_: self.undo()))
        inside = tick._sidecar_run_inside

        def noting(model, unit):
            self.ran_as.append((model.env.user, model.env.companies, model.env.su))
            return inside(model, unit)

        self.startPatcher(patch.object(tick, "_sidecar_run_inside", noting))

    def unit(self, name):
        return {
            "unit": name,
            "kind": "settle",
            "flow": "procuros.order.send",
            "connection": self.connection.key,
            "company_id": self.env.company.id,
            "model": "res.partner",
            "ids": self.env.user.partner_id.ids,
        }

    def run_unit(self, params, ask):
        if params["unit"] == "u2":
            raise Refusal("internal.failure")
        outcome = {"record": params["ids"][0], "record_name": "A", "status": "sent", "state": "delivered"}
        return {"documents": [{**outcome, "entry": params["unit"]}]}

    def end(self):
        self.commits += 1
        self.env.flush_all()
        self.commit()

    def undo(self):
        self.rollbacks += 1
        Talk.forget(self.env)

    def tick(self):
        with mute_logger("odoo.addons.sidecar.models.sidecar_tick"):
            self.env["sidecar.tick"]._sidecar_tick()

    def test_each_unit_is_its_own_transaction_and_a_failed_one_stops_nobody(self):
        self.tick()
        self.assertEqual([params["unit"] for params in self.sidecar.params("flow/run")], ["u1", "u2", "u3"])
        # The first one is the mirror's, the last one the causes'.
        self.assertEqual((self.commits, self.rollbacks), (4, 1))
        self.assertEqual(self.sidecar.params("entry/settled"), [{"entries": ["u1"]}, {"entries": ["u3"]}])

    def test_it_runs_as_the_connections_user_in_its_company_never_as_superuser(self):
        self.tick()
        self.assertEqual(self.ran_as, [(self.user, self.env.company, False)] * 3)

    def test_a_draft_connection_does_nothing(self):
        self.connection.action_draft()
        self.commit()
        self.tick()
        self.assertEqual(self.sidecar.params("flow/run"), [])

    def test_a_document_in_somebodys_click_is_left_for_the_next_tick(self):
        partner = self.env.ref("base.main_partner")
        with self.registry.cursor() as other:
            other.execute("SELECT id FROM res_partner WHERE id = %s FOR UPDATE", [partner.id])
            free = self.env["sidecar.tick"]._sidecar_lock_free("res.partner", partner.ids)
        self.assertEqual(free, [])

    def test_a_click_does_not_wait_for_ever_for_a_document_that_somebody_holds(self):
        partner = self.env.ref("base.main_partner")
        lock = type(self.env["sidecar.mixin"])._sidecar_lock
        with self.registry.cursor() as other, patch.object(sidecar_mixin, "DEADLINE_SECONDS", -4.8):
            other.execute("SELECT id FROM res_partner WHERE id = %s FOR UPDATE", [partner.id])
            with self.assertRaisesRegex(UserError, "Somebody else"):
                lock(partner)
        lock(partner)

    def test_out_of_time_it_wakes_itself(self):
        triggers = self.env["ir.cron.trigger"]
        before = triggers.search_count([])
        with patch.object(sidecar_tick, "SECONDS", 0):
            self.tick()
        self.assertGreater(triggers.search_count([]), before)
        self.assertFalse(self.sidecar.params("flow/run"))
        before = triggers.search_count([])
        self.tick()
        self.assertEqual(triggers.search_count([]), before, "nothing is left, it sleeps")

    def test_without_a_service_it_ends_at_once(self):
        with patch.dict("os.environ", {"ODOO_SIDECAR_SOCKET": "/nowhere/sidecar.sock"}):
            self.tick()
        self.assertEqual(self.sidecar.params("schedule/tick"), [])
