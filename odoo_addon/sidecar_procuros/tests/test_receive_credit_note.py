from odoo.tests.common import tagged

from .purchase_case import PurchaseCase
from .test_receive_invoice import Bills


@tagged("post_install", "-at_install")
class TestReceiveCreditNote(Bills, PurchaseCase):
    """A vendor's CREDIT_NOTE becomes a draft reversal of its bill: every row of the mapping, and what is refused."""

    def setUp(self):
        super().setUp()
        entry = self.receive("INVOICE", self.invoice(invoiceIdentifier="RE-100"))
        self.bill = self.env["account.move"].browse(entry.record)
        self.bill.action_post()

    def credit_note(self, items, **header):
        header = {
            "creditNoteIdentifier": self.number("GS"),
            "creditNoteDate": "2026-04-02",
            "invoiceIdentifier": "RE-100",
            "currency": self.currency.name,
            "type": "CORRECTION",
            **header,
        }
        content = self.invoice(items, **header)
        for name in ("invoiceDate", "shippingNoticeIdentifier", "shippingNoticeDate"):
            content["header"].pop(name, None)
        if header["invoiceIdentifier"] is None:
            del content["header"]["invoiceIdentifier"]
        return content

    def refunds(self):
        return self.env["account.move"].search([("move_type", "=", "in_refund")])

    def test_every_row_stands_in_the_credit_note(self):
        items = [self.billed(self.juice, 4, 1.2, 19, description="Apfelsaft 1 l, Bruch")]
        content = self.credit_note(items, reason="Bruch beim Transport", creditNoteIdentifier="GS-7001")
        entry = self.receive("CREDIT_NOTE", content)
        self.assertEqual((entry.state, self.codes(entry)), ("settled", []), entry.issues)
        refund = self.env["account.move"].browse(entry.record)
        self.assertEqual((refund.move_type, refund.state), ("in_refund", "draft"))
        self.assertEqual((str(refund.invoice_date), str(refund.date)), ("2026-04-02", "2026-04-02"))  # IC1
        self.assertEqual(refund.procuros_credit_note_reason, "Bruch beim Transport")  # IC2
        self.assertEqual(refund.journal_id, self.bill.journal_id)  # IC3
        self.assertEqual(refund.reversed_entry_id, self.bill)  # IC4
        self.assertEqual(refund.company_id, self.bill.company_id)  # IC5
        self.assertEqual(refund.procuros_transaction_id, entry.external_id)  # IC6
        self.assertEqual(refund.procuros_connection_id, self.connection)  # IC7
        self.assertEqual(refund.procuros_inc_transaction_status, "processed")  # IC8
        self.assertEqual(refund.ref, "GS-7001")
        self.assertEqual(refund.partner_id, self.vendor)
        line = refund.invoice_line_ids
        self.assertEqual(len(line), 1)
        self.assertEqual((line.product_id, line.name), (self.juice, "Apfelsaft 1 l, Bruch"))  # IC9
        self.assertEqual(line.quantity, 4)  # IC10
        self.assertEqual(line.price_unit, 1.2)  # IC11
        self.assertEqual((line.tax_ids, line.discount), (self.tax, 0))
        self.assertEqual((refund.amount_untaxed, refund.amount_tax, refund.amount_total), (4.8, 0.91, 5.71))
        self.assertEqual(self.order.order_line[0].qty_invoiced, 20)
        refund.action_post()
        self.assertEqual(self.bill.payment_state, "partial")

    def test_a_quantity_with_a_sign_loses_it(self):
        items = [self.billed(self.juice, -4, 1.2, 19)]
        entry = self.receive("CREDIT_NOTE", self.credit_note(items))
        self.assertEqual(entry.state, "settled", entry.issues)
        self.assertEqual(self.refunds().invoice_line_ids.quantity, 4)

    def test_another_price_is_taken_over(self):
        items = [self.billed(self.juice, 24, 0.1, 19), self.billed(self.deposit, 24, 0.25, 0, isDepositItem=True)]
        entry = self.receive("CREDIT_NOTE", self.credit_note(items, type="VALUE_CREDIT"))
        self.assertEqual(entry.state, "settled", entry.issues)
        self.assertEqual(self.refunds().invoice_line_ids.sorted("id").mapped("price_unit"), [0.1, 0.25])

    def test_a_credit_note_without_its_bill_waits_for_it(self):
        items = [self.billed(self.juice, 4, 1.2, 19)]
        entry = self.receive("CREDIT_NOTE", self.credit_note(items, invoiceIdentifier="RE-404"))
        self.assertEqual((entry.state, self.codes(entry)), ("quarantined", ["procuros.credit_note.no_bill"]))
        self.assertEqual(
            entry.issues[0]["probe"]["model"] if "probe" in entry.issues[0] else "account.move", "account.move"
        )
        self.assertFalse(self.refunds())
        self.bill.ref = "RE-404"
        entry.action_retry()
        self.commit()
        self.tick_apart()
        self.assertEqual(entry.state, "settled", entry.issues)

    def test_a_credit_note_that_names_no_invoice_is_left_to_a_person(self):
        items = [self.billed(self.juice, 4, 1.2, 19)]
        entry = self.receive("CREDIT_NOTE", self.credit_note(items, invoiceIdentifier=None))
        self.assertEqual(self.codes(entry), ["procuros.credit_note.no_invoice"])

    def test_a_draft_bill_is_confirmed_first(self):
        self.bill.button_draft()
        entry = self.receive("CREDIT_NOTE", self.credit_note([self.billed(self.juice, 4, 1.2, 19)]))
        self.assertEqual(self.codes(entry), ["procuros.credit_note.draft_bill"])

    def test_several_bills_of_one_number_are_nobodys_guess(self):
        self.bill.copy({"ref": "RE-100", "invoice_date": "2026-03-21"}).action_post()
        entry = self.receive("CREDIT_NOTE", self.credit_note([self.billed(self.juice, 4, 1.2, 19)]))
        self.assertEqual(self.codes(entry), ["procuros.credit_note.several_bills"] * 2)

    def test_a_product_that_was_not_billed_is_refused(self):
        other = self.env["product.product"].create({"name": "Pear juice", "barcode": "4260123451097"})
        entry = self.receive("CREDIT_NOTE", self.credit_note([self.billed(other, 1, 3, 19)]))
        self.assertEqual(self.codes(entry), ["procuros.credit_note.not_billed"])
        self.assertFalse(self.refunds())

    def test_more_than_was_billed_is_a_warning(self):
        entry = self.receive("CREDIT_NOTE", self.credit_note([self.billed(self.juice, 30, 1.2, 19)]))
        self.assertEqual((entry.state, self.codes(entry)), ("settled", ["procuros.credit_note.more_than_billed"]))

    def test_a_product_listed_twice_gets_two_lines(self):
        items = [self.billed(self.juice, 4, 1.2, 19), self.billed(self.juice, 2, 1.1, 19)]
        entry = self.receive("CREDIT_NOTE", self.credit_note(items))
        self.assertEqual(entry.state, "settled", entry.issues)
        lines = self.refunds().invoice_line_ids.sorted("id")
        self.assertEqual([(line.quantity, line.price_unit) for line in lines], [(4, 1.2), (2, 1.1)])
        self.assertEqual(lines.purchase_line_id, self.order.order_line[0])
        self.assertEqual(lines.tax_ids, self.tax)

    def test_a_total_that_odoo_does_not_reach_makes_no_credit_note(self):
        entry = self.receive("CREDIT_NOTE", self.credit_note([self.billed(self.juice, 4, 1.2, 7)]))
        self.assertIn("procuros.bill.total", self.codes(entry))
        self.assertFalse(self.refunds())

    def test_a_newer_version_changes_the_draft(self):
        both = [self.billed(self.juice, 4, 1.2, 19), self.billed(self.deposit, 4, 0.25, 0, isDepositItem=True)]
        first = self.receive("CREDIT_NOTE", self.credit_note(both[:1], creditNoteIdentifier="GS-9"))
        both[0]["quantity"], both[0]["tax"]["amount"] = 5, 1.14
        second = self.receive("CREDIT_NOTE", self.credit_note(both, creditNoteIdentifier="GS-9"))
        self.assertEqual((second.state, second.record), ("settled", first.record), second.issues)
        refund = self.refunds()
        self.assertEqual(sorted(refund.invoice_line_ids.mapped("quantity")), [4, 5])
        self.assertEqual(refund.procuros_transaction_id, second.external_id)
        refund.action_post()
        third = self.receive("CREDIT_NOTE", self.credit_note(both[1:], creditNoteIdentifier="GS-9"))
        self.assertEqual(self.codes(third), ["procuros.bill.version_too_late"])
