from unittest.mock import patch

from odoo.addons.sidecar.wire.testing import HangUp, Refusal
from odoo.exceptions import UserError, ValidationError
from odoo.tests.common import new_test_user, tagged
from odoo.tools import mute_logger

from .common import SidecarCase

ANSWER = {
    "job": "incoming",
    "state": "done",
    "fetched": 3,
    "known": 2,
    "left_alone": 1,
    "marked": 0,
    "found": 0,
    "failure": None,
}
FAILURE = {"kind": "transport", "code": "http.connect", "message": "Not reachable.", "hint": "Try later."}


@tagged("post_install", "-at_install")
class TestJobs(SidecarCase):
    """The scheduled actions of a connector, and what they ask of the sidecar."""

    def setUp(self):
        super().setUp()
        self.use_connector()
        self.sidecar.handlers["schedule/poke"] = lambda params, ask: ANSWER
        self.runs_as = new_test_user(self.env, "worker", groups="sidecar.group_manager", name="Worker")
        self.connection = self.env["sidecar.connection"].create(
            {"name": "Live", "connector": "procuros", "user_id": self.runs_as.id}
        )

    def poke(self, job="incoming"):
        tick = type(self.env["sidecar.tick"])
        undo = patch.object(tick, "_sidecar_undo_transaction", lambda model: None)
        with patch.object(tick, "_sidecar_end_transaction", lambda model: self.env.flush_all()), undo:
            self.env["sidecar.connection"]._sidecar_poke(self.connection.key, job)

    def test_they_come_with_validate_inactive_and_once_a_day(self):
        self.assertFalse(self.connection.cron_ids)
        self.connection.action_validate()
        crons = self.connection.cron_ids
        self.assertEqual(crons.mapped("name"), ["Auto Process Incoming (Live)", "Auto Process Outgoing (Live)"])
        self.assertFalse(any(crons.mapped("active")))
        self.assertEqual(set(crons.mapped(lambda cron: (cron.interval_number, cron.interval_type))), {(1, "days")})
        self.assertEqual(self.connection.cron_shown, "0 of 2 active")

    def test_validated_again_they_stay_as_somebody_set_them(self):
        self.connection.action_validate()
        self.connection.cron_ids[0].write({"active": True, "interval_number": 4, "interval_type": "hours"})
        self.connection.action_draft()
        self.connection.action_validate()
        self.assertEqual(len(self.connection.cron_ids), 2)
        self.assertEqual(self.connection.cron_ids[0].interval_number, 4)
        self.assertEqual(self.connection.cron_shown, "1 of 2 active")

    def test_they_have_the_name_of_their_connector(self):
        self.connection.action_validate()
        self.connection.name = "Renamed"
        self.assertEqual(self.connection.cron_ids[0].name, "Auto Process Incoming (Renamed)")

    def test_they_are_behind_the_smart_button_with_the_tick(self):
        self.connection.action_validate()
        domain = self.connection.action_crons()["domain"]
        found = self.env["ir.cron"].with_context(active_test=False).search(domain)
        self.assertEqual(found, self.connection.cron_ids | self.env.ref("sidecar.tick_cron"))

    def test_they_go_with_the_connector(self):
        self.sidecar.handlers["connection/remove"] = lambda params, ask: {"removed": True}
        self.connection.action_validate()
        crons = self.connection.cron_ids
        actions = crons.ir_actions_server_id
        self.connection.action_draft()
        self.connection.unlink()
        self.assertFalse(crons.exists() or actions.exists())

    def test_a_scheduled_action_pokes_its_job(self):
        self.connection.action_validate()
        tick = type(self.env["sidecar.tick"])
        with patch.object(tick, "_sidecar_end_transaction", lambda model: self.env.flush_all()):
            self.connection.cron_ids[0].ir_actions_server_id.run()
        [asked] = self.sidecar.params("schedule/poke")
        self.assertEqual((asked["connection"], asked["job"]), (self.connection.key, "incoming"))
        self.assertGreater(asked["deadline_ms"], 0)

    def test_a_poke_has_the_rights_of_runs_as(self):
        self.connection.action_validate()
        self.commit()
        self.poke()
        self.assertEqual(self.sidecar.params("session/hello")[-1]["user"]["login"], "worker")

    def test_a_draft_connector_is_left_alone(self):
        self.poke()
        self.assertFalse(self.sidecar.params("schedule/poke"))

    @mute_logger("odoo.addons.sidecar.models.sidecar_connection_jobs", "odoo.addons.sidecar.models.sidecar_tick")
    def test_no_failure_of_anybody_is_raised(self):
        self.connection.action_validate()

        def refuse(params, ask):
            raise Refusal("connection.unknown", "Unknown.")

        def hang_up(params, ask):
            raise HangUp

        for answer in (lambda params, ask: {**ANSWER, "failure": FAILURE}, refuse, hang_up):
            self.sidecar.handlers["schedule/poke"] = answer
            self.poke()
        self.assertGreaterEqual(len(self.sidecar.params("schedule/poke")), 3)

    def test_odoo_is_told_how_far_it_came(self):
        cron, told = type(self.env["ir.cron"]), []
        if not hasattr(cron, "_notify_progress"):
            self.skipTest("17.0 has no progress of scheduled actions")
        self.connection.action_validate()
        tell = "_commit_progress" if hasattr(cron, "_commit_progress") else "_notify_progress"
        with patch.object(cron, tell, lambda model, *done, **values: told.append([*done, *values.values()])):
            self.poke()
            self.assertFalse(told, "nobody asks: it was called by hand")
            self.env = self.env(context={"ir_cron_progress_id": 1})
            self.poke()
        self.assertEqual(told, [[3, 0]])

    def test_fetch_now_says_what_came(self):
        self.assertFalse(self.connection.can_fetch)
        self.connection.action_validate()
        self.assertTrue(self.connection.can_fetch)
        params = self.connection.action_fetch()["params"]
        self.assertEqual(params["type"], "success")
        self.assertEqual(params["title"], "Live")
        for words in ("New documents: 3.", "Known already: 2.", "left alone: 1."):
            self.assertIn(words, params["message"])

    def test_fetch_now_says_why_nothing_came(self):
        self.connection.action_validate()
        nothing = {**ANSWER, "fetched": 0, "known": 0, "left_alone": 0}
        self.sidecar.handlers["schedule/poke"] = lambda params, ask: nothing
        self.assertIn("Nothing is waiting", self.connection.action_fetch()["params"]["message"])
        self.sidecar.handlers["schedule/poke"] = lambda params, ask: {**nothing, "state": "running"}
        self.assertIn("background", self.connection.action_fetch()["params"]["message"])
        self.sidecar.handlers["schedule/poke"] = lambda params, ask: {**nothing, "failure": FAILURE}
        params = self.connection.action_fetch()["params"]
        self.assertEqual(params["type"], "warning")
        self.assertIn("cannot be reached", params["message"])
        del self.sidecar.handlers["schedule/poke"]
        with self.assertRaises(UserError):
            self.connection.action_fetch()

    def test_a_tick_that_is_off_shows_on_the_connector(self):
        self.assertFalse(self.connection.sidecar_notice)
        self.env.ref("sidecar.tick_cron").active = False
        self.connection.invalidate_recordset()
        self.assertIn("Sidecar: tick", self.connection.sidecar_notice)

    def test_what_is_missing_is_named_before_a_connector_is_live(self):
        model = type(self.env["sidecar.connection"])
        with patch.object(model, "_sidecar_required_fields", lambda self: ["fetch_from", "name"]):
            with self.assertRaisesRegex(ValidationError, "Fetch changes from"):
                self.connection.action_validate()
        self.assertEqual(self.connection.state, "draft")
