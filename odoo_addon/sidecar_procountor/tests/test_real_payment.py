import unittest

from odoo import fields
from odoo.addons.sidecar.tests.real_service import BINARY
from odoo.tests.common import tagged

from .real_service_case import NO_SERVICE, RealServiceCase


@tagged("post_install", "-at_install")
@unittest.skipUnless(BINARY, NO_SERVICE)
class TestRealPayment(RealServiceCase):
    """Payments in the simulator of Procountor, fetched by the real service, registered in Odoo."""

    def setUp(self):
        super().setUp()
        self.move = self.make_sent()

    def make_sent(self, **values):
        move = self.make_invoice(**values)
        self.send(move)
        self.approve(move)
        return move

    def fetch(self, moves=None):
        return self.said((moves or self.move).action_procountor_fetch_payments())

    def payments(self):
        return self.env["account.payment"].search([("procountor_move_id", "=", self.move.id)], order="id")

    def test_parts_are_registered_in_the_journal_of_their_kind(self):
        first = self.paid(self.move, amount=400, type="REFERENCEPAYMENT")
        said = self.fetch()
        self.assertIn("400", said)
        self.assertEqual(self.move.payment_state, "partial")
        self.paid(self.move, type="CASH")
        self.fetch()
        self.assertFalse(self.move.amount_residual)
        self.assertEqual(self.payments().mapped("journal_id"), self.bank | self.cash)
        self.assertIn(str(first["id"]), self.payments()[0].procountor_payment_event_id)

    def test_fetching_three_times_registers_once(self):
        self.paid(self.move, amount=400)
        for _ in range(3):
            self.fetch()
        self.assertEqual(self.payments().mapped("amount"), [400])

    def test_what_is_no_money_on_an_account_is_left_to_a_person(self):
        self.paid(self.move, amount=100, type="CREDITLOSS")
        self.fetch()
        self.assertFalse(self.payments())
        self.assertAlmostEqual(self.move.amount_residual, self.move.amount_total)

    def test_a_payment_removed_in_procountor_stays_in_odoo(self):
        event = self.paid(self.move, amount=400)
        self.fetch()
        self.books("POST", f"invoices/{self.move.procountor_invoice_id}/payments/{event['id']}/remove", {})
        self.fetch()
        self.assertEqual(self.payments().mapped("amount"), [400])

    def test_several_invoices_are_fetched_in_one_click(self):
        other = self.make_sent()
        self.paid(self.move)
        self.paid(other, amount=10)
        self.fetch(self.move | other)
        self.assertFalse(self.move.amount_residual)
        self.assertEqual(other.payment_state, "partial")

    def test_the_scheduled_action_fetches_what_is_sent_and_not_paid(self):
        self.paid(self.move)
        self.poke("pull")
        self.tick()
        self.assertFalse(self.move.amount_residual)

    def pull(self, **limits):
        """The scheduled action, with these limits on the day of sending."""
        self.connection.write(limits)
        self.settle()
        self.paid(self.move)
        self.poke("pull")
        self.tick()

    def test_what_was_sent_before_the_start_is_not_asked_for(self):
        self.pull(procountor_payments_from=fields.Datetime.add(fields.Datetime.now(), days=1))
        self.assertFalse(self.payments())

    def test_what_was_sent_from_start_to_end_is(self):
        limits = {"procountor_payments_from": fields.Datetime.subtract(fields.Datetime.now(), days=1)}
        self.pull(**limits, procountor_payments_to=fields.Datetime.add(fields.Datetime.now(), days=1))
        self.assertTrue(self.payments())

    def test_what_was_sent_after_the_end_is_not_asked_for(self):
        self.pull(procountor_payments_to=fields.Datetime.subtract(fields.Datetime.now(), days=1))
        self.assertFalse(self.payments())

    def test_without_a_journal_nothing_is_asked(self):
        self.connection.procountor_bank_journal_id = False
        self.settle()
        self.paid(self.move)
        calls = len(self.books("GET", "arrivals"))
        self.assertIn("Bank Journal", self.fetch())
        self.assertEqual(len(self.books("GET", "arrivals")), calls)
        self.assertFalse(self.payments())

    def test_nothing_is_asked_for_an_invoice_that_was_not_sent(self):
        other = self.make_invoice()
        self.fetch(other)
        self.assertFalse(self.env["account.payment"].search([("procountor_move_id", "=", other.id)]))

    def poke(self, job):
        params = {"connection": self.connection.key, "job": job, "deadline_ms": 20000}
        answer = self.env["sidecar.service"]._sidecar_ask("schedule/poke", params)
        self.commit()
        return answer
