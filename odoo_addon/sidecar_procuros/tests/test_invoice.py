from odoo import fields
from odoo.addons.sidecar.tests.test_mirror import entry
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user
from odoo.tests.common import tagged

from .billing import CREDIT_NOTE, INVOICE, Billing
from .common import ProcurosCase


@tagged("post_install", "-at_install")
class TestInvoice(Billing, ProcurosCase):
    """What invoices and credit notes show, and what their buttons ask for."""

    def setUp(self):
        super().setUp()
        self.make_billing()
        self.invoice = self.make_invoice()

    def answer_sent(self):
        def run(params, ask):
            documents = [
                self.outcome(
                    {"id": id_, "display_name": str(id_)}, "sent", model="account.move", state="delivered", entry=id_
                )
                for id_ in params["ids"]
            ]
            return {"correlation_id": "c-1", "documents": documents}

        self.sidecar.handlers["flow/run"] = run

    def found(self, moves, *leaf):
        return self.env["account.move"].search([leaf, ("id", "in", moves.ids)])

    def test_each_button_names_its_flow(self):
        self.answer_sent()
        note = self.reverse(self.invoice)
        self.invoice.action_procuros_send_invoice()
        note.action_procuros_send_credit_note()
        runs = self.sidecar.params("flow/run")
        self.assertEqual(
            [(run["flow"], run["ids"]) for run in runs], [(INVOICE, self.invoice.ids), (CREDIT_NOTE, note.ids)]
        )

    def test_each_kind_of_document_is_due_at_customers_who_want_it(self):
        note = self.reverse(self.invoice)
        draft = self.make_invoice(post=False)
        old = self.make_invoice(post=False)
        old.invoice_date = fields.Date.subtract(fields.Date.today(), days=30)
        old.action_post()
        stranger = self.customer.copy({"ref": "4260123450069", "procuros_connection_id": False})
        foreign = self.make_invoice(partner_id=stranger.id, partner_shipping_id=stranger.id)
        bill = self.env["account.move"].create({"move_type": "in_invoice", "partner_id": self.customer.id})
        moves = self.invoice | note | draft | old | foreign | bill
        due = self.found(moves, "procuros_state", "=", "not_sent")
        self.assertEqual(due, self.invoice | note)
        self.assertEqual(moves.filtered(lambda move: move.procuros_state == "not_sent"), due)
        self.assertEqual(self.found(moves, "procuros_state", "=", False), moves - due)
        self.customer.procuros_send_invoice = False
        moves.invalidate_recordset()
        self.assertFalse(self.found(moves, "procuros_state", "=", "not_sent"))

    def test_invoices_to_an_address_of_the_customer_are_due_too(self):
        address = self.env["res.partner"].create(
            {"name": "Accounts", "parent_id": self.customer.id, "type": "invoice", "ref": "4260123450069"}
        )
        invoice = self.make_invoice(partner_invoice_id=address.id)
        self.assertEqual(invoice.partner_id, address)
        self.assertEqual(invoice.procuros_state, "not_sent")

    def test_state_and_number_are_those_of_the_document_s_own_flow(self):
        note = self.reverse(self.invoice)
        for seq, (flow, move) in enumerate([(INVOICE, self.invoice), (CREDIT_NOTE, note)], start=1):
            values = {"model": "account.move", "flow": flow, "company_id": move.company_id.id}
            row = entry(move.id, seq, record=move.id, **values)
            news = {"epoch": "e1", "entries": [row], "logs": [], "last": str(seq), "more": False}
            self.env["sidecar.mirror"]._sidecar_take(news)
        self.env["sidecar.reference"].create(
            {
                "model": "account.move",
                "record": note.id,
                "connection": self.connection.key,
                "flow": CREDIT_NOTE,
                "external_id": "tx-88",
            }
        )
        both = self.invoice | note
        both.invalidate_recordset()
        self.assertEqual(both.mapped("procuros_state"), ["issues", "issues"])
        self.assertEqual(self.found(both, "procuros_state", "=", "issues"), both)
        self.assertEqual(both.mapped("procuros_transaction_id"), [False, "tx-88"])
        self.assertEqual(self.found(both, "procuros_transaction_id", "=", "tx-88"), note)
        self.assertEqual(self.found(both, "procuros_transaction_id", "!=", "tx-88"), self.invoice)
        self.assertEqual(self.found(both, "procuros_transaction_id", "=", False), self.invoice)
        self.assertEqual(self.found(both, "procuros_transaction_id", "!=", False), note)
        self.assertEqual(self.found(both, "procuros_transaction_id", "in", [False, "tx-88"]), both)
        self.assertEqual(self.found(both, "procuros_transaction_id", "ilike", "x-8"), note)

    def test_the_reversal_dialog_keeps_type_and_reason_on_the_credit_note(self):
        note = self.reverse(self.invoice, post=False, procuros_credit_note_type="VALUE_CREDIT")
        self.assertEqual(note.procuros_credit_note_type, "VALUE_CREDIT")
        self.assertEqual(note.procuros_credit_note_reason, "Broken bottles")
        self.assertEqual(self.reverse(self.invoice, post=False).procuros_credit_note_type, "CORRECTION")
        self.assertFalse(note.copy().procuros_credit_note_type)

    def test_the_reversal_dialog_of_others_asks_nothing(self):
        self.customer.procuros_connection_id = False
        note = self.reverse(self.invoice, post=False)
        self.assertFalse(note.procuros_credit_note_type)
        self.assertFalse(note.procuros_credit_note_reason)

    def test_the_views_hold_buttons_and_fields(self):
        arch = self.env["account.move"].get_view(self.env.ref("account.view_move_form").id, "form")["arch"]
        for name in ("send_invoice", "send_credit_note", "preview", "elsewhere"):
            self.assertIn(f"action_procuros_{name}", arch)
        for name in ("state", "transaction_id", "banner", "credit_note_type", "credit_note_reason"):
            self.assertIn(f"procuros_{name}", arch)
        arch = self.env["account.move"].get_view(self.env.ref("account.view_out_invoice_tree").id, "list")["arch"]
        self.assertIn("procuros_state", arch)
        arch = self.env["account.move"].get_view(self.env.ref("account.view_account_invoice_filter").id, "search")
        self.assertIn("procuros_not_sent", arch["arch"])
        arch = self.env["account.move.reversal"].get_view(view_type="form")["arch"]
        self.assertIn("procuros_credit_note_type", arch)
        bindings = self.env["ir.actions.actions"].get_bindings("account.move")["action"]
        names = {binding["name"] for binding in bindings}
        self.assertLessEqual({"Send Invoice to Procuros", "Send Credit Note to Procuros"}, names)

    def test_the_dialog_opens_as_a_person_sees_it(self):
        context = {"active_model": "account.move", "active_ids": self.invoice.ids}
        with Form(self.env["account.move.reversal"].with_context(**context)) as form:
            self.assertEqual(form.procuros_credit_note_type, "CORRECTION")
            form.procuros_credit_note_type = "VALUE_CREDIT"

    def test_who_may_only_read_an_invoice_does_not_send_it(self):
        reader = new_test_user(self.env, "auditor", groups="account.group_account_readonly")
        with self.assertRaises(AccessError):
            self.invoice.with_user(reader).action_procuros_send_invoice()
        self.assertEqual(self.sidecar.params("flow/run"), [])

    def test_marking_as_sent_elsewhere_names_the_flow_of_the_document(self):
        note = self.reverse(self.invoice)
        self.assertEqual(self.invoice.action_procuros_elsewhere()["context"]["default_flow"], INVOICE)
        self.assertEqual(note.action_procuros_elsewhere()["context"]["default_flow"], CREDIT_NOTE)
