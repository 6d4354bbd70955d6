from unittest.mock import patch

from odoo.addons.sidecar.tests.test_mirror import entry
from odoo.addons.sidecar.wire.testing import Refusal
from odoo.exceptions import AccessError, UserError
from odoo.tests.common import new_test_user, tagged

from .common import ProcountorCase

MODEL = "procountor.product.proposal"
FLOW = "procountor.product.import"


@tagged("post_install", "-at_install")
class TestImportSteps(ProcountorCase):
    """Fetching, finding and doing go on page by page: in the click, in the background, and after a pause."""

    def setUp(self):
        super().setUp()
        self.job = {"job": "import", "flow": FLOW, "state": "done", "fetched": 450, "known": 0, "failure": None}
        self.dropped = []
        self.match = {}
        self.sidecar.handlers.update(
            {
                "schedule/poke": lambda params, ask: self.poke(params),
                "link/propose": lambda params, ask: self.propose(params),
                "entry/accept": lambda params, ask: self.accept(params),
                "flow/run": lambda params, ask: self.run_flow(params),
            }
        )

    def poke(self, params):
        if params.get("cancel"):
            self.job["state"] = "failed"
        return self.job

    def propose(self, params):
        numbers = range(1, self.job["fetched"] + 1)
        page = [number for number in numbers if number > params["after"]][: params["limit"]]
        rows = [self.row(number, params["match"]) for number in page if number not in self.dropped]
        is_last = not page or page[-1] == self.job["fetched"]
        dropped = [number for number in self.dropped if number in page]
        return {"rows": rows, "dropped": dropped, "next": None if is_last else page[-1]}

    def row(self, number, is_matched):
        found = {"action": "nothing", "record": None, "record_name": None, "reason": "none", "candidates": []}
        if is_matched:
            found.update(self.match.get(number, {"action": "add"}))
        values = {"name": f"Product {number}", "code": f"P-{number}", "price": "10", "unit": "PIECE"}
        base = {"entry": number, "external_id": f"product-{number}", "link": str(number), "parent": None}
        return {**base, "title": values["name"], "values": {**values, "vat_percent": "25.5"}, **found}

    def accept(self, params):
        return {
            "entries": [
                {"id": row["id"], "accepted": True, "state": "pending", "flow": FLOW, "unit": f"apply-{row['id']}"}
                for row in params["entries"]
            ]
        }

    def run_flow(self, params):
        number = params["unit"].removeprefix("apply-")
        done = self.outcome(7, "received", "product.product", record_name=f"Product {number}", entry=int(number))
        return {"correlation_id": "c", "documents": [done], "rolls_back": False}

    def fetch(self):
        action = self.env[MODEL]._sidecar_fetch(self.connection)
        self.env.invalidate_all()
        return action

    def rows(self):
        return self.env[MODEL].search([("connection_id", "=", self.connection.id)])

    def step(self, kind="fetch"):
        return self.env["sidecar.import"].search([("kind", "=", kind)], limit=1)

    def mirror(self, **states):
        rows = [
            entry(int(number.removeprefix("e")), 900 + index, flow=FLOW, model="product.product", state=state)
            for index, (number, state) in enumerate(states.items())
        ]
        news = {"epoch": "e1", "entries": rows, "logs": [], "last": "1", "more": False}
        self.env["sidecar.mirror"]._sidecar_take(news)
        self.env.invalidate_all()

    # -- fetching

    def test_a_quick_fetch_shows_the_list_at_once_page_by_page(self):
        action = self.fetch()
        self.assertEqual(action["res_model"], MODEL)
        self.assertEqual(len(self.rows()), 450)
        pages = self.sidecar.params("link/propose")
        self.assertEqual([page["after"] for page in pages], [0, 200, 400])
        self.assertEqual({page["limit"] for page in pages}, {200})
        self.assertEqual((self.step().state, self.step().progress), ("done", 100))

    def test_a_slow_fetch_shows_how_far_it_is_and_goes_on_in_the_background(self):
        self.job.update(state="running", fetched=100, total=450)
        action = self.fetch()
        self.assertEqual(action["res_model"], "sidecar.import")
        self.assertEqual(round(self.step().progress), 22)
        self.assertFalse(self.rows())
        self.job.update(state="done", fetched=450)
        self.tick()
        self.assertEqual(len(self.rows()), 450)
        self.assertEqual(self.step().state, "done")

    def test_a_second_person_is_shown_the_fetch_that_is_under_way(self):
        self.job.update(state="running", fetched=0)
        first = self.fetch()
        second = self.fetch()
        self.assertEqual(first["res_id"], second["res_id"])

    def test_a_cancelled_fetch_keeps_what_came_and_tells_the_sidecar(self):
        self.job.update(state="running", fetched=0)
        self.fetch()
        self.step().action_cancel()
        self.assertTrue(self.sidecar.params("schedule/poke")[-1]["cancel"])
        self.assertEqual(self.step().state, "cancelled")
        self.tick()
        self.assertFalse(self.rows())

    def test_a_refused_fetch_is_one_sentence(self):
        failure = {"code": "token.refused.x", "message": "The key is refused.", "hint": "Enter another one."}
        self.job.update(state="failed", failure=failure)
        with self.assertRaisesRegex(UserError, "The key is refused. Enter another one."):
            self.fetch()

    def test_a_fetch_that_fails_in_the_background_says_so_on_its_form(self):
        self.job.update(state="running", fetched=0)
        self.fetch()
        self.job.update(state="failed", failure={"code": "x.y", "message": "Refused.", "hint": None})
        self.tick()
        self.assertEqual((self.step().state, self.step().message), ("failed", "Refused."))

    def test_what_was_linked_meanwhile_leaves_the_list_with_the_next_fetch(self):
        self.job["fetched"] = 3
        self.fetch()
        self.dropped = [2]
        self.fetch()
        self.assertEqual(self.rows().mapped("external_id"), ["1", "3"])

    def test_a_list_that_was_left_is_taken_up_again_with_what_was_edited(self):
        self.job["fetched"] = 3
        self.fetch()
        self.rows()[0].name = "Edited"
        self.fetch()
        self.env[MODEL].browse(self.rows()[1].id).action_match()
        self.assertEqual(self.rows().mapped("name"), ["Edited", "Product 2", "Product 3"])
        self.assertEqual(self.rows().mapped("action"), ["nothing", "add", "add"])

    # -- finding

    def test_finding_goes_through_all_rows_and_keeps_reasons(self):
        product = self.env["product.product"].create({"name": "Known", "default_code": "P-1"})
        found = {"record": product.id, "record_name": "Known", "reason": "code"}
        self.match[1] = {"action": "update", **found, "candidates": [{"id": product.id, "name": "Known"}]}
        several = [{"id": product.id, "name": "Known"}, {"id": 0, "name": "Other"}]
        self.match[2] = {"action": "nothing", "reason": "several", "candidates": several}
        self.fetch()
        self.rows().action_match()
        self.env.invalidate_all()
        rows = self.rows()
        self.assertEqual(rows[:3].mapped("action"), ["update", "nothing", "add"])
        self.assertEqual((rows[0].product_id, rows[1].product_id.ids), (product, []))
        self.assertEqual((rows[1].reason_text, rows[1].candidate_names), ("Several records found", "Known, Other"))
        self.assertEqual(len(rows.filtered(lambda row: row.action == "add")), 448)

    def test_how_far_finding_is_can_be_seen(self):
        self.fetch()
        with patch("odoo.addons.sidecar.models.sidecar_import.SECONDS", -1):
            action = self.rows().action_match()
        self.assertEqual((action["res_model"], self.step("match").total), ("sidecar.import", 450))
        step = self.step("match").sudo()
        step._sidecar_advance()
        self.assertEqual((step.done, round(step.progress)), (200, 44))

    def test_a_record_that_is_gone_since_it_was_found_is_not_chosen(self):
        self.match[1] = {"action": "update", "record": 99999999, "reason": "code", "candidates": []}
        self.job["fetched"] = 1
        self.fetch()
        self.rows().action_match()
        self.assertEqual((self.rows().action, self.rows().product_id.ids), ("nothing", []))

    # -- doing

    def test_selected_rows_are_done_in_the_click_parents_first(self):
        self.job["fetched"] = 5
        self.fetch()
        rows = self.rows()
        rows[:2].write({"action": "add"})
        action = rows.sorted(reverse=True).action_accept()
        sent = self.sidecar.params("entry/accept")[0]["entries"]
        self.assertEqual([row["id"] for row in sent], [1, 2])
        self.assertEqual(sent[0]["values"]["code"], "P-1")
        self.assertEqual([params["unit"] for params in self.sidecar.params("flow/run")], ["apply-1", "apply-2"])
        self.assertEqual(action["tag"], "display_notification")

    def test_an_update_without_a_record_is_told_before_anything_is_done(self):
        self.job["fetched"] = 1
        self.fetch()
        self.rows().action = "update"
        with self.assertRaisesRegex(UserError, "Product 1"):
            self.rows().action_accept()
        self.assertFalse(self.sidecar.params("entry/accept"))

    def test_who_comes_second_is_told(self):
        self.job["fetched"] = 1
        self.fetch()
        self.rows().action = "add"
        late = {"id": 1, "accepted": False, "state": "settled", "flow": FLOW, "unit": "apply-1"}
        self.sidecar.handlers["entry/accept"] = lambda params, ask: {"entries": [late]}
        action = self.rows().action_accept()
        lines = self.env["sidecar.outcome"].browse(action["res_id"]).line_ids
        self.assertIn("Somebody else decided", lines[0].message)
        self.assertFalse(self.sidecar.params("flow/run"))

    def test_many_go_on_in_the_background_with_a_progress_bar(self):
        self.job["fetched"] = 30
        self.fetch()
        self.rows().write({"action": "add"})
        action = self.rows().action_accept()
        self.assertEqual(action["res_model"], "sidecar.import")
        step = self.step("accept")
        self.assertEqual((step.total, step.done), (30, 0))
        self.mirror(**{f"e{number}": "settled" for number in range(1, 16)}, e16="quarantined")
        step.action_refresh()
        self.assertEqual((step.done, step.failed, step.state), (15, 1, "running"))
        self.assertEqual(round(step.progress), 53)
        self.mirror(**{f"e{number}": "settled" for number in range(17, 31)})
        self.tick()
        self.env.invalidate_all()
        self.assertEqual((step.done, step.failed, step.state), (29, 1, "done"))

    def test_cancelling_takes_back_what_is_not_done(self):
        self.job["fetched"] = 30
        self.fetch()
        self.rows().write({"action": "add"})
        self.rows().action_accept()
        self.mirror(**{f"e{number}": "settled" for number in range(1, 11)})
        self.step("accept").action_cancel()
        back = self.sidecar.params("entry/accept")[-1]["entries"]
        self.assertEqual([row["id"] for row in back], list(range(11, 31)))
        self.assertEqual({row["action"] for row in back}, {"nothing"})

    def test_how_a_row_stands_is_found_too(self):
        self.job["fetched"] = 4
        self.fetch()
        self.mirror(e1="settled", e2="quarantined", e3="pending")
        states = {row.external_id: row.state for row in self.rows()}
        self.assertEqual(states, {"1": "done", "2": "issues", "3": "waiting", "4": "open"})
        for state, number in (("done", "1"), ("issues", "2"), ("waiting", "3"), ("open", "4")):
            self.assertEqual(self.env[MODEL].search([("state", "=", state)]).external_id, number)
        self.assertEqual(len(self.env[MODEL].search([("state", "!=", "done")])), 3)

    def test_without_an_answer_nothing_is_begun(self):
        def refuse(params, ask):
            raise Refusal("connection.unknown", "The sidecar does not know this connector.")

        self.sidecar.handlers["schedule/poke"] = refuse
        with self.assertRaisesRegex(UserError, "does not know"):
            self.fetch()
        self.connection.action_draft()
        with self.assertRaisesRegex(UserError, "Validate"):
            self.fetch()

    # -- rights

    def people(self):
        """Somebody of the company without rights of the sidecar, one who sees it all, and a user of another company."""
        other = self.env["res.company"].create({"name": "Other"})
        employee = new_test_user(self.env, "employee", groups="base.group_user")
        user = new_test_user(self.env, "decider", groups="sidecar.group_user")
        stranger = new_test_user(
            self.env, "stranger", groups="sidecar.group_user", company_id=other.id, company_ids=[(6, 0, other.ids)]
        )
        return employee, user, stranger

    def test_a_step_goes_on_and_stops_for_those_who_may_see_it(self):
        employee, user, stranger = self.people()
        self.job.update(state="running", fetched=0)
        self.fetch()
        self.sidecar.heard.clear()
        for somebody in (employee, stranger):
            step = self.step().with_user(somebody)
            for button in (step.action_refresh, step.action_cancel):
                with self.assertRaises(AccessError):
                    button()
        self.assertFalse(self.sidecar.params("schedule/poke"))
        self.assertEqual(self.step().state, "running")
        step = self.step().with_user(user)
        step.action_refresh()
        step.action_cancel()
        self.assertEqual(self.step().state, "cancelled")

    def test_a_step_needs_the_right_to_change_its_rows(self):
        user = self.people()[1]
        self.job.update(state="running", fetched=0)
        self.fetch()
        self.make_rows_readable_only()
        step = self.step().with_user(user)
        for button in (step.action_refresh, step.action_cancel):
            with self.assertRaises(AccessError):
                button()
        self.assertEqual(self.step().state, "running")

    def test_finding_is_for_those_who_may_change_the_rows(self):
        employee, user, stranger = self.people()
        self.job["fetched"] = 3
        self.fetch()
        self.sidecar.heard.clear()
        nothing_chosen = self.env[MODEL].with_context(sidecar_connection=self.connection.id)
        for somebody in (employee, stranger):
            for rows in (nothing_chosen, self.rows()):
                with self.assertRaises(AccessError):
                    rows.with_user(somebody).action_match()
        self.assertFalse(self.sidecar.params("link/propose"))
        nothing_chosen.with_user(user).action_match()
        self.assertEqual(self.rows().mapped("action"), ["add"] * 3)

    def test_doing_is_for_those_who_may_change_the_rows(self):
        employee, user, stranger = self.people()
        self.job["fetched"] = 1
        self.fetch()
        self.rows().action = "add"
        for somebody in (employee, stranger):
            with self.assertRaises(AccessError):
                self.rows().with_user(somebody).action_accept()
        self.make_rows_readable_only()
        with self.assertRaises(AccessError):
            self.rows().with_user(user).action_accept()
        self.assertFalse(self.sidecar.params("entry/accept"))

    def make_rows_readable_only(self):
        self.env["ir.model.access"].search([("model_id.model", "=", MODEL)]).perm_write = False
