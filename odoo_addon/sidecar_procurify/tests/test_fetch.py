from odoo.tests.common import tagged

from .common import ProcurifyCase

DONE = {"job": "incoming", "state": "done", "failure": None, "fetched": 3, "known": 0, "left_alone": 0}


@tagged("post_install", "-at_install")
class TestFetch(ProcurifyCase):
    """Fetching by hand and by schedule, all streams or one."""

    def setUp(self):
        super().setUp()
        self.answer = DONE
        self.sidecar.handlers["schedule/poke"] = lambda params, ask: self.answer

    def asked(self):
        [params] = self.sidecar.params("schedule/poke")
        return params["job"], params.get("flow")

    def test_fetch_now_fetches_everything(self):
        self.assertTrue(self.connection.can_fetch)
        action = self.connection.action_fetch()
        self.assertEqual(self.asked(), ("incoming", None))
        self.assertIn("New documents: 3.", action["params"]["message"])

    def test_a_stream_s_own_button_fetches_that_stream(self):
        self.connection.with_context(sidecar_stream="bills").action_fetch()
        self.assertEqual(self.asked(), ("incoming", "bills"))

    def test_a_scheduled_action_fetches_its_stream(self):
        [cron] = self.connection.sudo().cron_ids.filtered(lambda cron: cron.sidecar_job == "incoming:orders")
        tick = type(self.env["sidecar.tick"])
        self.patch(tick, "_sidecar_end_transaction", lambda model: model.env.flush_all())
        cron.ir_actions_server_id.run()
        self.assertEqual(self.asked(), ("incoming", "orders"))

    def test_what_procurify_refuses_is_said_in_one_sentence(self):
        failure = {"kind": "configuration", "code": "procurify.unauthorized", "message": "English.", "hint": None}
        self.answer = {**DONE, "state": "failed", "failure": failure, "fetched": 0}
        params = self.connection.action_fetch()["params"]
        self.assertEqual((params["type"], params["sticky"]), ("warning", True))
        self.assertIn("Procurify does not accept the access", params["message"])

    def test_each_stream_says_how_it_went(self):
        failure = {"kind": "configuration", "code": "procurify.forbidden", "message": "English.", "hint": None}
        base = {"label": "…", "fetched": 0, "known": 0, "left_alone": 0, "failure": None, "because": None}
        streams = [
            {**base, "stream": "vendors", "state": "done", "fetched": 3, "known": 40},
            {**base, "stream": "items", "state": "failed", "failure": failure},
            {**base, "stream": "orders", "state": "skipped", "because": "items"},
        ]
        self.answer = {**DONE, "state": "failed", "failure": failure, "streams": streams}
        params = self.connection.action_fetch()["params"]
        self.assertEqual(params["type"], "warning")
        self.assertIn("Vendors: 3 new.", params["message"])
        self.assertIn("Items: Procurify does not allow the integration to read this. Give the role", params["message"])
        self.assertIn("Purchase orders: not fetched, they need Items first.", params["message"])

    def test_a_dry_run_says_what_would_happen(self):
        base = {"stream": "bills", "flow": "procurify.bill.pull", "record": None, "record_name": None, "issues": []}
        held = {"code": "procurify.currency_missing", "message": "…", "params": {"currency": "EUR"}}
        self.answer = {
            **DONE,
            "dry_run": {
                "created": 1,
                "changed": 0,
                "unchanged": 0,
                "held": 1,
                "cut": False,
                "documents": [
                    {**base, "external_id": "bill-901@1", "title": "NW-1", "outcome": "created"},
                    {**base, "external_id": "bill-902@1", "title": "NW-2", "outcome": "held", "issues": [held]},
                ],
            },
        }
        action = self.connection.with_context(sidecar_stream="bills").action_dry_run()
        [asked] = self.sidecar.params("schedule/poke")
        self.assertEqual((asked["flow"], asked["dry_run"]), ("bills", True))
        rehearsal = self.env["sidecar.rehearsal"].browse(action["res_id"])
        self.assertIn("created: 1, changed: 0, held: 1", rehearsal.summary)
        self.assertEqual(rehearsal.line_ids.mapped("name"), ["NW-1", "NW-2"])
        self.assertEqual(rehearsal.line_ids.mapped("kind"), ["Bill from Procurify"] * 2)
        self.assertIn("The currency EUR is not in use in Odoo.", rehearsal.line_ids[1].words)

    def test_a_dry_run_without_anything_new_says_so(self):
        figures = dict.fromkeys(("created", "changed", "unchanged", "held"), 0)
        self.answer = {**DONE, "dry_run": {**figures, "cut": False, "documents": []}}
        self.assertIn("Nothing is waiting", self.connection.action_dry_run()["params"]["message"])
