from unittest.mock import patch

from odoo.addons.sidecar.wire.testing import Refusal
from odoo.exceptions import AccessError, UserError
from odoo.tests.common import new_test_user, tagged
from psycopg2.errors import SerializationFailure

from .common import ProcountorCase

FLOW = "procountor.payment.pull"
FACTS = {"payment": "PBNK1/2026/00001", "amount": "60.35", "currency": "EUR", "journal": "Bank", "date": "2026-03-12"}


@tagged("post_install", "-at_install")
class TestFetchPayments(ProcountorCase):
    """*Fetch Procountor payments*: what the click asks for, and what it does with the answers."""

    def setUp(self):
        super().setUp()
        self.invoice = self.make_invoice()
        self.mark_sent(self.invoice)
        self.settle()
        self.arrivals = {}
        self.applied = {}
        self.sidecar.handlers["flow/run"] = self.run_flow
        self.undone = []
        apply = type(self.env["sidecar.apply"])
        undo = apply._sidecar_undo

        def undone(model):
            self.undone.append(True)
            undo(model)

        self.startPatcher(patch.object(apply, "_sidecar_undo", undone))

    def run_flow(self, params, ask):
        unit = params.get("unit")
        if unit:
            answer = self.applied[unit](params, ask)
            return {"correlation_id": "c", "rolls_back": False, **answer}
        documents = [
            self.outcome(id_, "fetched", entry=None, state=None, arrivals=self.arrivals.get(id_, []))
            for id_ in params["ids"]
        ]
        return {"correlation_id": "c", "documents": documents}

    def arrive(self, number, answer=None, move=None):
        """The sidecar keeps a payment that is still to be booked."""
        move = move or self.invoice
        unit = f"apply-{number}"
        self.arrivals.setdefault(move.id, []).append({"entry": number, "flow": FLOW, "unit": unit})
        self.applied[unit] = answer or (lambda params, ask: {"documents": [self.booked(number, move)]})

    def booked(self, number, move=None, **values):
        facts = {"facts": FACTS, "entry": number, "number": str(number), "external_id": f"payment-{number}", **values}
        return self.outcome((move or self.invoice).id, "received", record_name="INV/1", **facts)

    def click(self, moves=None):
        return (moves or self.invoice)._sidecar_pull(FLOW)

    def lines(self, action):
        return self.env[action["res_model"]].browse(action["res_id"]).line_ids

    def units(self):
        return [params["unit"] for params in self.sidecar.params("flow/run") if params.get("unit")]

    def test_each_thing_that_came_in_is_booked_and_said(self):
        self.arrive(310)
        self.arrive(311)
        action = self.click()
        self.assertEqual(action["tag"], "display_notification")
        self.assertEqual(action["params"]["type"], "success")
        self.assertIn("60.35", action["params"]["message"])
        self.assertEqual(self.units(), ["apply-310", "apply-311"])
        asked = self.sidecar.params("flow/run")[-1]
        self.assertEqual((asked["flow"], asked["origin"], asked["ids"]), (FLOW, "button", []))
        self.assertEqual(asked["company_id"], self.company.id)

    def test_nothing_new_is_said_and_nothing_is_done(self):
        action = self.click()
        self.assertEqual(action["params"]["type"], "success")
        self.assertIn("Procountor has no new payment of", action["params"]["message"])
        self.assertEqual(self.units(), [])

    def test_what_cannot_be_booked_is_undone_alone_and_opens_the_dialog(self):
        issue = {"code": "x.y", "message": "The journal is closed.", "model": "account.move", "record": self.invoice.id}
        held = self.outcome(self.invoice.id, "issues", state="quarantined", issues=[issue])
        self.arrive(310, lambda params, ask: {"documents": [held], "rolls_back": True})
        self.arrive(311)
        action = self.click()
        self.assertEqual(action["res_model"], "sidecar.outcome")
        self.assertEqual(action["name"], "1 came in, 1 need somebody")
        self.assertIn("The journal is closed.", self.lines(action).mapped("message"))
        self.assertEqual(len(self.undone), 1)
        self.assertEqual(self.units(), ["apply-310", "apply-311"])

    def test_a_withdrawn_payment_is_a_warning_beside_what_was_booked(self):
        self.arrive(311)
        warning = {
            "code": "arrival.withdrawn",
            "severity": "warning",
            "message": "Gone.",
            "params": {"name": "INV/1", "number": "310"},
            "model": "account.move",
            "record": self.invoice.id,
        }
        run = self.run_flow

        def with_warning(params, ask):
            answer = run(params, ask)
            if not params.get("unit"):
                answer["documents"][0]["issues"] = [warning]
            return answer

        self.sidecar.handlers["flow/run"] = with_warning
        action = self.click()
        messages = "\n".join(self.lines(action).mapped("message"))
        self.assertIn("does not list 310 any more", messages)
        self.assertIn("60.35", messages)

    def test_somebody_who_is_quicker_costs_another_try_and_no_error(self):
        tries = []
        inside = type(self.env["sidecar.apply"])._sidecar_apply_inside

        def first_fails(model, *arguments):
            tries.append(True)
            if len(tries) == 1:
                raise SerializationFailure
            return inside(model, *arguments)

        self.arrive(310)
        with patch.object(type(self.env["sidecar.apply"]), "_sidecar_apply_inside", first_fails):
            action = self.click()
        self.assertEqual(len(tries), 2)
        self.assertEqual(action["params"]["type"], "success")

    def test_what_the_time_does_not_allow_is_left_to_the_tick(self):
        self.arrive(310)
        with patch("odoo.addons.sidecar.models.sidecar_apply.SECONDS", -1):
            action = self.click()
        self.assertEqual(self.units(), [])
        self.assertEqual(action["params"]["type"], "warning")

    def test_a_setting_that_is_missing_is_said_for_each_invoice(self):
        def refuse(params, ask):
            raise Refusal("setting.missing", "The connector has no Bank Journal.", "configuration", -32013)

        self.sidecar.handlers["flow/run"] = refuse
        action = self.click()
        self.assertIn("no Bank Journal", "\n".join(self.lines(action).mapped("message")))

    def test_without_the_sidecar_it_is_one_sentence(self):
        self.use_socket("/nonexistent/sidecar.sock")
        with self.assertRaises(UserError):
            self.click()

    def test_more_than_a_page_go_on_in_the_background(self):
        moves = self.invoice
        for _number in range(20):
            moves |= self.make_invoice()
        self.settle()
        action = self.click(moves)
        self.assertEqual(action["res_model"], "sidecar.run")
        run = self.env["sidecar.run"].browse(action["res_id"])
        self.assertEqual((run.total, run.flow), (21, FLOW))
        self.assertEqual(self.sidecar.params("flow/run"), [])
        self.tick()
        self.assertEqual((run.done, run.failed, run.state), (21, 0, "done"))

    def test_nothing_is_locked_while_it_is_asked(self):
        with patch.object(type(self.env["sidecar.mixin"]), "_sidecar_lock", side_effect=AssertionError):
            self.click()

    def test_it_takes_who_may_write_the_invoice(self):
        reader = new_test_user(self.env, "reader", groups="account.group_account_readonly")
        with self.assertRaises(AccessError):
            self.invoice.with_user(reader)._sidecar_pull(FLOW)
        self.assertEqual(self.sidecar.params("flow/run"), [])
