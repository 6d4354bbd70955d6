from odoo.exceptions import UserError
from odoo.tests.common import tagged

from .common import ProcurifyCase


@tagged("post_install", "-at_install")
class TestCodes(ProcurifyCase):
    """Procurify's codes, listed with proposals and accepted at once."""

    def setUp(self):
        super().setUp()
        self.account = self.make_account("6100")
        self.north = self.make_analytic("Plant North", self.places)
        self.maintenance = self.make_analytic("Repairs", self.departments, code="MNT")
        self.make_analytic("Sales", self.places)
        self.env["account.account"].search([("code", "=", "7700")]).unlink()

    def fetch(self):
        action = self.connection.action_procurify_codes()
        self.assertEqual(action.get("res_model"), "procurify.codes", action)
        return self.env["procurify.codes"].browse(action["res_id"])

    def lines(self, codes):
        return {(line.kind.split(".")[1], line.external_id): line for line in codes.line_ids}

    def test_what_procurify_uses_is_listed_with_what_has_its_code_or_name(self):
        codes = self.fetch()
        lines = self.lines(codes)
        self.assertEqual(
            sorted(lines),
            [
                ("account_code", "12"),
                ("account_code", "13"),
                ("department", "10"),
                ("department", "9"),
                ("location", "2"),
            ],
            "no heading and nothing that is retired",
        )
        self.assertEqual(lines["account_code", "12"].procurify_account_id, self.account)
        self.assertEqual(lines["account_code", "12"].reason, "code")
        self.assertEqual(lines["department", "9"].procurify_analytic_id, self.maintenance)
        self.assertEqual(
            (lines["location", "2"].procurify_analytic_id, lines["location", "2"].reason), (self.north, "name")
        )
        self.assertFalse(lines["department", "10"].record, "an account of another plan is not proposed")
        self.assertEqual((codes.found_count, codes.open_count, codes.mapped_count), (3, 2, 0))
        self.assertEqual(lines["department", "9"].name, "Maintenance (Plant North)")

    def test_two_of_one_name_are_nobody_s_guess(self):
        self.make_analytic("Plant North", self.places)
        self.assertFalse(self.lines(self.fetch())["location", "2"].record)

    def test_all_that_are_filled_in_are_mapped_and_what_waited_goes_on(self):
        self.hold(1, self.missing())
        codes = self.fetch()
        travel = self.make_account("6620", "Travel")
        self.lines(codes)["account_code", "13"].procurify_account_id = travel
        action = codes.action_accept()
        self.assertIn("Mapped: 4. Documents that are tried again: 1.", action["params"]["message"])
        self.assertEqual(self.sidecar.params("entry/retry"), [{"entries": [1]}])
        held = self.references.search([("flow", "=", "procurify.account_code")], order="external_id")
        self.assertEqual(held.mapped("record"), [self.account.id, travel.id])
        self.assertEqual(held.mapped("number"), ["6100 Shop supplies", "7700 Travel"])
        left = self.lines(self.fetch())
        self.assertEqual(sorted(left), [("department", "10")], "what is mapped is not asked again")
        self.lines(self.fetch())["department", "10"].codes_id.mapped_count = 4

    def test_a_line_that_is_cleared_stays_open(self):
        codes = self.fetch()
        self.lines(codes)["account_code", "12"].procurify_account_id = False
        self.assertEqual(codes.found_count, 2)
        codes.action_accept()
        self.assertFalse(self.references.search([("flow", "=", "procurify.account_code")]))

    def test_nothing_filled_in_says_so(self):
        codes = self.fetch()
        codes.line_ids.record = 0
        with self.assertRaisesRegex(UserError, "at least one line"):
            codes.action_accept()

    def test_with_one_plan_pairs_are_listed(self):
        pair = self.make_analytic("Plant North / Maintenance", self.departments)
        self.connection.procurify_single_plan = True
        lines = self.lines(self.fetch())
        self.assertEqual(lines["cost_center", "2:9"].procurify_analytic_id, pair)
        self.assertIn(("cost_center", "2:10"), lines)
        self.assertNotIn(("department", "9"), lines)

    def test_a_complete_mapping_says_so(self):
        codes = self.fetch()
        for line in codes.line_ids:
            line.record = line.record or (self.account if line.model == "account.account" else self.north).id
        codes.action_accept()
        action = self.connection.action_procurify_codes()
        self.assertIn("Every code is mapped: 5.", action["params"]["message"])
        self.assertEqual(self.connection.procurify_mapping_count, 5)
        self.assertTrue(self.connection.procurify_codes_at)
