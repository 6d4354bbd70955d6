from odoo.tests.common import tagged

from .common import ProcurosCase, issue


@tagged("post_install", "-at_install")
class TestChatter(ProcurosCase):
    """An order's chatter says each thing once, and mails nobody."""

    def notes(self):
        return self.order.message_ids.filtered(lambda note: "Order to Procuros" in (note.body or ""))

    def refused(self, *codes):
        record = {"id": self.order.id, "display_name": self.order.name}
        issues = [issue(code, f"Words of {code}.", record) for code in codes]
        self.answer(self.outcome(record, "issues", issues=issues))
        self.order.action_procuros_send()

    def test_a_sent_order_says_its_number(self):
        self.vendor.procuros_require_order_response = True
        self.settle()
        self.order.message_subscribe(self.vendor.ids)
        mails = self.env["mail.mail"].search_count([])
        self.order.action_procuros_send()
        self.assertEqual(len(self.notes()), 1)
        self.assertIn(f"tx-{self.order.id}", self.notes().body)
        self.assertTrue(self.notes().subtype_id.internal)
        self.assertFalse(self.notes().notification_ids)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.order.action_procuros_send()
        self.assertEqual(len(self.notes()), 1)

    def test_causes_are_said_again_only_when_they_change(self):
        self.refused("a.b", "c.d")
        self.refused("c.d", "a.b")
        self.assertEqual(len(self.notes()), 1)
        self.assertIn("Words of c.d.", self.notes().body)
        self.refused("c.d")
        self.assertEqual(len(self.notes()), 2)

    def test_what_passes_by_itself_says_nothing(self):
        record = {"id": self.order.id, "display_name": self.order.name}
        for status in ("waiting", "sending", "in_doubt", "confirm"):
            self.answer(self.outcome(record, status))
            self.order.action_procuros_send()
        self.assertFalse(self.notes())
