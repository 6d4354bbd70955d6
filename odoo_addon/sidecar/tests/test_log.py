from odoo.exceptions import UserError
from odoo.tests.common import new_test_user, tagged

from .common import SidecarCase
from .test_mirror import entry, log

PAGE = "https://portal.example/errors/7"


@tagged("post_install", "-at_install")
class TestLog(SidecarCase):
    """What people do from *Logs* and *Documents*."""

    def setUp(self):
        super().setUp()
        self.take(
            entries=[entry(1, 1, url=PAGE), entry(2, 2, state="settled", status="sent", cause=None, cause_text=None)],
            logs=[log(1, 3), log(2, 4, level="data_issue", page=PAGE), log(3, 5, level="data_issue", entry=2)],
        )
        self.logs = self.env["sidecar.log"].search([], order="seq")

    def take(self, entries=(), logs=()):
        news = {"epoch": "e1", "entries": list(entries), "logs": list(logs), "last": "1", "more": False}
        self.env["sidecar.mirror"]._sidecar_take(news)

    def test_a_data_issue_is_ignored_while_its_document_waits(self):
        self.assertEqual(self.logs.mapped("is_ignorable"), [False, True, False])

    def test_several_are_ignored_with_one_reason(self):
        self.sidecar.handlers["entry/ignore"] = lambda params, ask: {"entries": []}
        user = new_test_user(self.env, "clerk", groups="sidecar.group_user", name="Anna")
        action = self.logs.with_user(user).action_ignore()
        self.assertEqual(action["name"], "Ignore Transaction")
        dialog = self.env["sidecar.reason"].with_user(user).with_context(**action["context"])
        dialog.create({"reason": "came by mail"}).action_apply()
        [said] = self.sidecar.params("entry/ignore")
        self.assertEqual(said, {"entries": [1], "reason": "came by mail (Anna)"})

    def test_where_nothing_waits_there_is_nothing_to_ignore(self):
        for nothing in (self.logs[0], self.logs[2]):
            with self.assertRaisesRegex(UserError, "nothing to ignore"):
                nothing.action_ignore()

    def test_the_partners_page_opens_beside_odoo(self):
        found = self.env["sidecar.entry"].search([("sidecar_id", "=", "1")])
        for record in (self.logs[1], found):
            action = record.action_open_page()
            self.assertEqual((action["type"], action["url"], action["target"]), ("ir.actions.act_url", PAGE, "new"))

    def test_what_is_no_address_of_the_web_is_not_opened(self):
        for url in (None, "javascript:alert(1)", "file:///etc/passwd"):
            self.take(logs=[log(2, 9, level="data_issue", page=url)])
            self.logs.invalidate_recordset()
            with self.assertRaises(UserError):
                self.logs[1].action_open_page()

    def test_a_line_shows_the_exchange_it_is_about(self):
        self.take(
            entries=[entry(3, 10)],
            logs=[
                log(10, 11, entry=3, correlation_id="c1", method="POST"),
                log(11, 12, entry=3, correlation_id="c1", has_request=False, level="response_error"),
                log(12, 13, entry=3, correlation_id="c2", has_request=False, level="data_issue"),
            ],
        )
        half = {"headers": [], "body": '{"type": "ORDER"}', "truncated": False}
        self.sidecar.handlers["log/show"] = lambda params, ask: {"request": half, "response": None}
        self.sidecar.handlers["entry/show"] = lambda params, ask: {"payload": {"type": "INVOICE"}}
        refused, issue = self.env["sidecar.log"].search([("sidecar_id", "in", ("11", "12"))], order="seq")
        self.assertIn('"ORDER"', refused.request_body)
        self.assertEqual(self.sidecar.params("log/show")[-1], {"log": 10})
        self.assertFalse(refused.payload_text)
        self.assertFalse(issue.request_body)
        self.assertIn('"INVOICE"', issue.payload_text, "it never went over the line; the ledger has it")

    def test_a_document_shows_its_json_or_why_it_cannot(self):
        found = self.env["sidecar.entry"].search([("sidecar_id", "=", "1")])
        self.sidecar.handlers["entry/show"] = lambda params, ask: {"payload": {"type": "ORDER"}}
        self.assertIn('"ORDER"', found.payload_text)
        del self.sidecar.handlers["entry/show"]
        found.invalidate_recordset()
        self.assertIn("Not available", found.payload_text)

    def test_kinds_and_causes_are_grouped_in_words(self):
        kinds = dict(self.env["sidecar.entry"]._fields["flow"]._description_selection(self.env))
        self.assertEqual(kinds, dict(self.env["sidecar.messages"]._sidecar_kinds()))
        groups = self.env["sidecar.entry"]._read_group([], ["cause_group"], ["__count"])
        self.assertEqual(sorted(groups), [("GTIN unknown", 1), ("–", 1)])
