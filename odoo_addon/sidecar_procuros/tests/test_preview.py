from odoo.addons.sidecar.tests.test_mirror import entry
from odoo.tests.common import new_test_user, tagged

from .common import FLOW, ProcurosCase


@tagged("post_install", "-at_install")
class TestPreview(ProcurosCase):
    """*Preview*, *Mark as sent elsewhere* and the banner of an order; the evidence of one in doubt."""

    def preview(self, **values):
        document = {
            "model": "purchase.order",
            "record": self.order.id,
            "record_name": self.order.name,
            "payload": {"type": "ORDER"},
            "hash": "9f2c",
            "issues": [],
            "previous": None,
            "changes": [],
        }
        self.sidecar.handlers["flow/preview"] = lambda params, ask: {"documents": [{**document, **values}]}
        return self.env["sidecar.preview"].browse(self.order.action_procuros_preview()["res_id"])

    def test_exactly_what_was_shown_is_sent(self):
        preview = self.preview()
        self.assertIn('"ORDER"', preview.payload)
        self.assertFalse(preview.has_errors)
        self.assertEqual(self.sidecar.params("flow/preview")[0]["ids"], self.order.ids)
        self.assertFalse(self.sidecar.params("flow/run"))
        self.assertEqual(preview.action_send()["tag"], "display_notification")
        self.assertEqual(self.sidecar.params("flow/run")[0]["hashes"], {str(self.order.id): "9f2c"})

    def test_it_shows_what_differs_from_the_last_time(self):
        changes = [{"path": "content.items[0].quantity", "before": "24", "after": "30"}]
        preview = self.preview(previous={"type": "ORDER"}, changes=changes)
        self.assertTrue(preview.was_sent)
        self.assertIn("<del>24</del>", preview.change_html)
        self.assertIn("30", preview.change_html)

    def test_an_order_without_entry_is_marked_as_sent_elsewhere(self):
        self.sidecar.handlers["entry/elsewhere"] = lambda params, ask: {"entry": {}}
        groups = "purchase.group_purchase_user,sidecar.group_user"
        clerk = new_test_user(self.env, "clerk", groups=groups, name="Anna")
        action = self.order.with_user(clerk).action_procuros_elsewhere()
        dialog = self.env["sidecar.reason"].with_user(clerk).with_context(**action["context"])
        dialog.create({"number": "4500017", "reason": "by mail"}).action_apply()
        said = self.sidecar.params("entry/elsewhere")[0]
        self.assertEqual((said["flow"], said["record"], said["number"]), (FLOW, self.order.id, "4500017"))
        self.assertEqual(said["connection"], self.connection.key)
        self.assertEqual(said["reason"], "by mail (Anna)")

    def test_a_cancelled_order_says_that_procuros_still_has_it(self):
        self.vendor.procuros_require_order_response = True
        self.settle()
        self.order.action_procuros_send()
        self.assertFalse(self.order.procuros_banner)
        self.order.button_cancel()
        self.assertIn(f"tx-{self.order.id}", self.order.procuros_banner)

    def test_a_changed_order_says_so_until_it_is_as_it_was(self):
        self.order.action_procuros_send()
        record = {"id": self.order.id, "display_name": self.order.name}
        for changed in (True, False):
            self.answer(self.outcome(record, "already_sent", number="tx-1", changed=changed))
            self.order.action_procuros_send()
            self.env.invalidate_all()
            self.assertIs(bool(self.order.procuros_banner), changed)

    def test_the_evidence_names_every_request_and_its_answer(self):
        row = entry(1, 1, state="sending", status="in_doubt", in_doubt=True, connection=self.connection.key)
        news = {"epoch": "e1", "entries": [row], "logs": [], "last": "1", "more": False}
        self.env["sidecar.mirror"]._sidecar_take(news)
        log = {"at": "2025-03-10T10:00:00Z", "url": "https://partner/v2", "message": "no answer in 15 s"}
        logs = [
            {**log, "method": "POST", "status": None},
            {**log, "method": "GET", "status": 200, "message": "0 found"},
        ]
        self.sidecar.handlers["entry/show"] = lambda params, ask: {**row, "payload": {"type": "ORDER"}, "log": logs}
        found = self.env["sidecar.entry"].search([])
        for words in ("no answer in 15 s", "0 found", "Looked up", "ORDER"):
            self.assertIn(words, found.evidence_html)
        del self.sidecar.handlers["entry/show"]
        found.invalidate_recordset()
        self.assertIn("method", found.evidence_html, "an older service says so instead")
