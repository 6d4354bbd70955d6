from odoo import fields
from odoo.addons.sidecar.tests.test_mirror import entry
from odoo.exceptions import AccessError
from odoo.tests.common import new_test_user, tagged

from .books import INVOICE
from .common import ProcountorCase


@tagged("post_install", "-at_install")
class TestInvoice(ProcountorCase):
    """What invoices and credit notes show, and what their buttons ask for."""

    def setUp(self):
        super().setUp()
        self.invoice = self.make_invoice()
        self.note = self.make_invoice(move_type="out_refund")

    def found(self, moves, *leaves):
        return self.env["account.move"].search([*leaves, ("id", "in", moves.ids)])

    def mirror(self, move, seq, **values):
        row = entry(move.id, seq, record=move.id, model="account.move", flow=INVOICE, **values)
        news = {"epoch": "e1", "entries": [row], "logs": [], "last": str(seq), "more": False}
        self.env["sidecar.mirror"]._sidecar_take(news)
        self.env.invalidate_all()

    def test_one_button_sends_both_kinds(self):
        self.answer_runs()
        (self.invoice | self.note).action_procountor_send()
        [run] = self.sidecar.params("flow/run")
        self.assertEqual((run["flow"], run["ids"]), (INVOICE, (self.invoice | self.note).ids))

    def test_what_is_not_sent_is_found(self):
        draft = self.make_invoice(post=False)
        old = self.make_invoice(invoice_date=fields.Date.subtract(fields.Date.today(), days=40))
        bill = self.make_invoice(post=False, move_type="in_invoice")
        sent = self.make_invoice()
        self.mark_sent(sent)
        moves = self.invoice | self.note | draft | old | bill | sent
        due = self.found(moves, ("procountor_state", "=", "not_sent"))
        self.assertEqual(due, self.invoice | self.note)
        self.assertEqual(moves.filtered(lambda move: move.procountor_state == "not_sent"), due)
        self.assertEqual(self.found(moves, ("procountor_state", "=", False)), draft | old | bill)
        self.assertEqual(self.found(moves, ("procountor_state", "in", ["sent"])), sent)
        self.connection.action_draft()
        moves.invalidate_recordset()
        self.assertFalse(self.found(moves, ("procountor_state", "=", "not_sent")))

    def test_issues_stand_on_the_invoice(self):
        self.mirror(self.invoice, 1)
        self.assertEqual(self.invoice.procountor_state, "issues")
        self.assertEqual(self.found(self.invoice | self.note, ("procountor_state", "=", "issues")), self.invoice)

    def test_numbers_status_and_day_are_shown_and_found(self):
        both = self.invoice | self.note
        self.mark_sent(self.invoice, number="30017", status="NOT_SENT", sent_at="2026-03-02 10:00:00")
        self.mark_sent(self.note, number="30018", status="UNFINISHED", sent_at="2026-03-03 10:00:00")
        other = self.make_invoice()
        moves = both | other
        self.assertEqual(moves.mapped("procountor_invoice_number"), ["30017", "30018", False])
        self.assertEqual(self.invoice.procountor_invoice_id, f"9{self.invoice.id}")
        for leaves, found in (
            ([("procountor_invoice_id", "=", f"9{self.note.id}")], self.note),
            ([("procountor_invoice_id", "!=", False)], both),
            ([("procountor_invoice_number", "ilike", "3001")], both),
            ([("procountor_invoice_number", "=", "30018")], self.note),
            ([("procountor_status", "=", "NOT_SENT")], self.invoice),
            ([("procountor_sent_date", ">=", "2026-03-03 10:00:00")], self.note),
            ([("procountor_sent_date", "<", "2026-03-03 10:00:00")], self.invoice),
            ([("procountor_sent_date", "=", False)], other),
            ([("procountor_sent_date", "!=", False), ("procountor_sent_date", ">=", "2026-03-02 00:00:00")], both),
        ):
            self.assertEqual(self.found(moves, *leaves), found, leaves)

    def test_a_bill_shows_the_number_it_has_in_procountor(self):
        bill = self.make_invoice(post=False, move_type="in_invoice")
        row = {"model": "account.move", "record": bill.id, "connection": self.connection.key}
        row.update(flow="procountor.bill.pull", external_id="9100", number="500", is_arrival=True)
        self.env["sidecar.reference"].create(row)
        bill.invalidate_recordset()
        self.assertEqual((bill.procountor_invoice_id, bill.procountor_invoice_number), ("9100", "500"))
        self.assertFalse(bill.procountor_state)
        self.assertEqual(self.found(bill, ("procountor_invoice_id", "=", "9100")), bill)

    def test_a_cancelled_invoice_says_that_procountor_has_it(self):
        self.mark_sent(self.invoice)
        self.invoice.button_draft()
        self.invoice.button_cancel()
        self.assertIn("30017", self.invoice.procountor_banner)

    def test_all_unsent_go_in_one_click(self):
        self.answer_runs()
        self.mark_sent(self.make_invoice())
        action = self.connection.action_procountor_send_unsent()
        self.assertEqual(action["tag"], "display_notification")
        [run] = self.sidecar.params("flow/run")
        self.assertLessEqual({self.invoice.id, self.note.id}, set(run["ids"]))
        for id_ in run["ids"]:
            self.mark_sent(self.env["account.move"].browse(id_))
        action = self.connection.action_procountor_send_unsent()
        self.assertIn("Every invoice was sent", action["params"]["message"])

    def test_many_unsent_go_on_in_the_background(self):
        self.env["account.move"].concat(*(self.make_invoice() for _ in range(20)))
        action = self.connection.action_procountor_send_unsent()
        self.assertEqual(action["res_model"], "sidecar.run")
        self.assertEqual(self.sidecar.params("flow/run"), [])

    def test_readiness_asks_for_what_is_still_to_be_sent(self):
        [scope] = self.connection._sidecar_ready_scope()
        self.assertEqual(scope[:2], (INVOICE, "account.move"))
        self.assertLessEqual(self.invoice | self.note, self.env["account.move"].search(scope[2]))

    def test_payments_are_asked_for_and_nothing_new_is_said(self):
        self.mark_sent(self.invoice)
        answer = self.outcome(self.invoice.id, "fetched", entry=None, state=None, arrivals=[])
        self.sidecar.handlers["flow/run"] = lambda params, ask: {"correlation_id": "c-1", "documents": [answer]}
        action = self.invoice.action_procountor_fetch_payments()
        self.assertEqual(action["tag"], "display_notification")
        [run] = self.sidecar.params("flow/run")
        self.assertEqual((run["flow"], run["ids"]), ("procountor.payment.pull", self.invoice.ids))

    def test_who_may_only_read_an_invoice_does_not_send_it(self):
        reader = new_test_user(self.env, "auditor", groups="account.group_account_readonly")
        with self.assertRaises(AccessError):
            self.invoice.with_user(reader).action_procountor_send()
        self.assertEqual(self.sidecar.params("flow/run"), [])

    def test_a_clerk_without_sidecar_rights_sends_and_sees_the_state(self):
        self.answer_runs()
        clerk = new_test_user(self.env, "clerk", groups="account.group_account_invoice")
        mine = self.invoice.with_user(clerk)
        self.assertEqual(mine.procountor_state, "not_sent")
        self.assertTrue(mine.procountor_is_used)
        self.assertEqual(mine.action_procountor_send()["tag"], "display_notification")
        self.mark_sent(self.invoice)
        self.assertEqual(mine.procountor_invoice_number, "30017")

    def test_marking_as_sent_elsewhere_names_the_flow(self):
        self.assertEqual(self.invoice.action_procountor_elsewhere()["context"]["default_flow"], INVOICE)

    def test_a_copy_was_not_sent(self):
        self.mark_sent(self.invoice)
        self.assertFalse(self.invoice.copy().procountor_invoice_id)
