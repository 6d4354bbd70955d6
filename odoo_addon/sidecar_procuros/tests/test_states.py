from odoo import fields
from odoo.addons.sidecar.tests.test_mirror import entry
from odoo.tests.common import tagged

from .common import FLOW, ProcurosCase


@tagged("post_install", "-at_install")
class TestStates(ProcurosCase):
    """What an order shows, and how it is found."""

    def mirror(self, seq, order, **values):
        row = entry(order.id, seq, record=order.id, model="purchase.order", company_id=order.company_id.id, **values)
        news = {"epoch": "e1", "entries": [row], "logs": [], "last": str(seq), "more": False}
        self.env["sidecar.mirror"]._sidecar_take(news)

    def found(self, *leaf):
        return self.env["purchase.order"].search([leaf, ("id", "in", self.orders.ids)])

    def setUp(self):
        super().setUp()
        stranger = self.env["res.partner"].create({"name": "No connector"})
        old = fields.Datetime.subtract(fields.Datetime.now(), days=30)
        self.new, self.old = self.order, self.make_order(date_order=old)
        self.foreign = self.make_order(partner_id=stranger.id)
        self.cancelled = self.make_order()
        self.cancelled.button_cancel()
        self.sent, self.failed = self.make_order(), self.make_order()
        self.orders = self.new | self.old | self.foreign | self.cancelled | self.sent | self.failed
        self.mirror(1, self.failed)
        self.mirror(2, self.sent, state="sending")
        self.mirror(3, self.sent, state="settled", status="sent")
        self.env["sidecar.reference"].create(
            {
                "model": "purchase.order",
                "record": self.sent.id,
                "connection": self.connection.key,
                "flow": FLOW,
                "external_id": "tx-77",
            }
        )

    def test_an_order_shows_what_became_of_it(self):
        shown = {order: order.procuros_state for order in self.orders}
        self.assertEqual(shown[self.new], "not_sent")
        self.assertEqual(shown[self.sent], "sent")
        self.assertEqual(shown[self.failed], "issues")
        for order in self.old | self.foreign | self.cancelled:
            self.assertFalse(shown[order], order)

    def test_the_filters_find_what_the_badge_shows(self):
        self.assertEqual(self.found("procuros_state", "=", "not_sent"), self.new)
        self.assertEqual(self.found("procuros_state", "=", "sent"), self.sent)
        self.assertEqual(self.found("procuros_state", "in", ["sent", "issues"]), self.sent | self.failed)
        self.assertEqual(self.found("procuros_state", "=", False), self.old | self.foreign | self.cancelled)
        self.assertEqual(self.found("procuros_state", "!=", False), self.new | self.sent | self.failed)

    def test_an_order_is_found_by_its_transaction(self):
        self.assertEqual(self.found("procuros_transaction_id", "=", "tx-77"), self.sent)
        self.assertEqual(self.found("procuros_transaction_id", "ilike", "X-7"), self.sent)
        self.assertEqual(self.found("procuros_transaction_id", "!=", False), self.sent)
        self.assertEqual(self.found("procuros_transaction_id", "=", False), self.orders - self.sent)

    def test_a_reference_alone_says_sent(self):
        self.env["sidecar.mirror"]._sidecar_forget()
        self.assertEqual(self.found("procuros_state", "=", "sent"), self.sent)
        self.assertEqual(self.sent.procuros_state, "sent")

    def test_a_document_that_the_partner_gave_no_id_is_sent_all_the_same(self):
        self.env["sidecar.mirror"]._sidecar_forget()
        self.env["sidecar.reference"].search([]).write({"external_id": False, "number": False})
        self.env.invalidate_all()
        self.assertEqual(self.sent.procuros_state, "sent")
        self.assertFalse(self.sent.procuros_transaction_id)
        self.assertEqual(self.found("procuros_transaction_id", "!=", False), self.orders.browse())
        outcome = {"status": "already_sent", "record_name": "P1", "external_id": None, "number": None, "at": None}
        self.assertIn("number –, and is not sent again", self.env["sidecar.outcome"]._sidecar_sentence(outcome))

    def test_a_copy_says_so(self):
        self.assertFalse(self.new.sidecar_notice)
        self.env["sidecar.mirror"].search([]).unlink()
        self.env["sidecar.mirror"].create({"database_status": "copy", "database_looks_like": "prod"})
        self.new.invalidate_recordset(["sidecar_notice"])
        self.assertIn("copy of the database prod", self.new.sidecar_notice)

    def test_the_reference_is_brought_once(self):
        key = {"model": "purchase.order", "record": self.new.id, "connection": "k", "flow": FLOW}
        references = self.env["sidecar.reference"]
        self.assertEqual(references.bring(**key, external_id="a", entry=1), {"changed": True})
        self.assertEqual(references.bring(**key, external_id="a", entry=1), {"changed": False})
        self.assertEqual(references.bring(**key, external_id="b", entry=1), {"changed": True})
        self.assertEqual(len(references.search([("record", "=", self.new.id)])), 1)
