from unittest.mock import patch

from odoo import fields, release
from odoo.exceptions import AccessError, UserError
from odoo.tests.common import new_test_user, tagged

from .common import ProcountorCase


@tagged("post_install", "-at_install")
class TestPayment(ProcountorCase):
    """What was paid in Procountor is registered in Odoo as a person would do it."""

    def setUp(self):
        super().setUp()
        self.invoice = self.make_invoice()
        self.today = fields.Date.to_string(fields.Date.today())

    def pay(self, amount="1000", event="9001/310", move=None, journal=None, currency="EUR", memo=None, **values):
        move = move or self.invoice
        journal = journal or self.bank
        arguments = {"journal": journal.id, "amount": amount, "currency": currency, "memo": memo, "event": event}
        number = move._procountor_register_payment(**arguments, date=self.today, **values)
        return self.env["account.payment"].browse(number)

    def test_a_full_payment_makes_the_invoice_paid(self):
        payment = self.pay(memo="2026 00042")
        self.assertEqual(self.invoice.payment_state, self.invoice._get_invoice_in_payment_state())
        self.assertEqual((payment.amount, payment.journal_id, payment.date), (1000, self.bank, fields.Date.today()))
        self.assertEqual(payment.procountor_payment_event_id, "9001/310")
        memo = payment.memo if "memo" in payment._fields else payment.ref
        self.assertEqual(memo, "2026 00042")
        self.assertFalse(self.invoice.amount_residual)

    def test_a_part_leaves_the_rest_open(self):
        self.pay("400.50")
        self.assertEqual(self.invoice.payment_state, "partial")
        self.assertAlmostEqual(self.invoice.amount_residual, 599.5)
        self.pay("599.50", event="9001/311", journal=self.cash)
        self.assertFalse(self.invoice.amount_residual)
        payments = self.env["account.payment"].search([("procountor_move_id", "=", self.invoice.id)])
        self.assertEqual(payments.journal_id, self.bank | self.cash)

    def test_what_is_too_much_stays_with_the_customer(self):
        payment = self.pay("1200")
        self.assertFalse(self.invoice.amount_residual)
        self.assertEqual(payment.amount, 1200)
        receivable = self.customer.property_account_receivable_id
        lines = payment.move_id.line_ids.filtered(lambda line: line.account_id == receivable)
        self.assertAlmostEqual(sum(lines.mapped("amount_residual")), -200)

    def test_no_part_is_paid_by_instalments_of_the_term(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "Two halves",
                "line_ids": [(0, 0, {"value": "percent", "value_amount": 50, "nb_days": days}) for days in (0, 30)],
            }
        )
        move = self.make_invoice(invoice_payment_term_id=term.id)
        payment = self.pay("700", move=move)
        self.assertEqual(payment.amount, 700)
        self.assertAlmostEqual(move.amount_residual, 300)

    def test_a_cash_discount_is_not_taken_by_itself(self):
        term = self.env["account.payment.term"].create(
            {"name": "2 % in 10 days", "early_discount": True, "discount_percentage": 2, "discount_days": 10}
        )
        move = self.make_invoice(invoice_payment_term_id=term.id)
        self.pay("980", move=move)
        self.assertAlmostEqual(move.amount_residual, 20)

    def test_an_event_is_registered_once(self):
        payment = self.pay("400")
        self.assertEqual(self.pay("400"), payment)
        self.assertAlmostEqual(self.invoice.amount_residual, 600)
        other = self.make_invoice()
        self.assertNotEqual(self.pay("400", move=other, event="9002/310"), payment)

    def test_one_that_a_person_has_cancelled_is_not_registered_again(self):
        payment = self.pay("400")
        payment.action_draft()
        payment.action_cancel()
        self.assertEqual(self.pay("400"), payment)
        self.assertAlmostEqual(self.invoice.amount_residual, 1000)

    def test_an_invoice_in_a_foreign_currency_is_paid_in_it(self):
        dollar = self.env.ref("base.USD")
        dollar.active = True
        rates = self.env["res.currency.rate"]
        rates.search([("currency_id", "in", (dollar | self.euro).ids)]).unlink()
        rates.create({"currency_id": dollar.id, "name": self.today, "rate": 1.25, "company_id": self.company.id})
        move = self.make_invoice(currency_id=dollar.id)
        payment = self.pay("250", move=move, currency="USD")
        self.assertEqual((payment.currency_id, payment.amount), (dollar, 250))
        self.assertAlmostEqual(move.amount_residual, 750)
        with self.assertRaisesRegex(UserError, "600 EUR were paid on .* which is in USD"):
            self.pay("600", move=move, event="9001/311")
        self.assertAlmostEqual(move.amount_residual, 750)

    def test_what_a_person_has_to_decide_is_said_and_nothing_is_booked(self):
        draft = self.make_invoice(post=False)
        note = self.make_invoice(move_type="out_refund")
        self.pay("1000")
        for words, arguments in (
            ("is paid already", {"event": "9001/312"}),
            ("is no posted customer invoice", {"move": draft}),
            ("is no posted customer invoice", {"move": note}),
            ("only payments are registered", {"move": self.make_invoice(), "amount": "-5"}),
        ):
            count = self.env["account.payment"].search_count([])
            with self.assertRaisesRegex(UserError, words):
                self.pay(**arguments)
            self.assertEqual(self.env["account.payment"].search_count([]), count)

    def test_the_journal_s_own_account_makes_it_paid_at_once(self):
        in_payment = patch.object(
            type(self.env["account.move"]), "_get_invoice_in_payment_state", lambda move: "in_payment"
        )
        with in_payment:
            self.assertTrue(self.bank._procountor_is_outstanding())
            self.bank.inbound_payment_method_line_ids.payment_account_id = self.bank.default_account_id
            self.assertFalse(self.bank._procountor_is_outstanding())
            self.pay()
            self.assertEqual(self.invoice.payment_state, "paid")

    def test_a_payment_that_would_not_be_booked_is_undone_and_registered_once_it_would(self):
        if release.version_info[0] < 18:
            self.skipTest("17.0 makes a journal entry for every payment")
        lines = self.bank.inbound_payment_method_line_ids
        lines.payment_account_id = False
        before = self.env["account.payment"].search_count([])
        in_payment = patch.object(
            type(self.env["account.move"]), "_get_invoice_in_payment_state", lambda move: "in_payment"
        )
        with in_payment:
            error = self.serve("400")["error"]
            self.assertEqual((error["data"]["kind"], error["data"]["code"]), ("data", "odoo.user"))
            self.assertRegex(error["message"], f"{self.bank.name}.*choose the account of the journal")
            self.assertEqual(self.env["account.payment"].search_count([]), before)
            self.assertEqual((self.invoice.amount_residual, self.invoice.payment_state), (1000, "not_paid"))
            lines.payment_account_id = self.bank.default_account_id
            self.pay("400")
            self.pay("600", event="9001/311")
            self.assertFalse(self.invoice.amount_residual)

    def test_a_clerk_registers_and_a_reader_does_not(self):
        clerk = new_test_user(self.env, "clerk", groups="account.group_account_invoice")
        self.pay("100", move=self.invoice.with_user(clerk), event="9001/1")
        reader = new_test_user(self.env, "auditor", groups="account.group_account_readonly")
        with self.assertRaises(AccessError):
            self.pay("100", move=self.invoice.with_user(reader), event="9001/2")
        self.assertAlmostEqual(self.invoice.amount_residual, 900)

    def test_the_sidecar_may_call_it(self):
        served = self.serve("100")
        [payment] = self.env["account.payment"].search([("procountor_payment_event_id", "=", "9001/5")])
        self.assertEqual(served["result"], {"result": payment.id})

    def serve(self, amount):
        """The answer to a call of the sidecar."""

        def run(params, ask):
            arguments = {"journal": self.bank.id, "amount": amount, "currency": "EUR", "date": self.today}
            arguments.update(memo=None, event="9001/5")
            call = {"model": "account.move", "ids": self.invoice.ids, "method": "_procountor_register_payment"}
            self.served = ask("odoo/call", {**call, "arguments": arguments, "company_id": self.company.id})
            return {"correlation_id": "c-1", "documents": [self.outcome(self.invoice.id, "sent")]}

        self.sidecar.handlers["flow/run"] = run
        self.invoice.action_procountor_send()
        return self.served
