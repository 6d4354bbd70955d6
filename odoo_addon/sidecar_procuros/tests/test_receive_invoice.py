from odoo.tests.common import tagged

from .purchase_case import PurchaseCase


class Bills:
    """An order of juice with 19 % tax and a deposit without, and invoices about it."""

    def world(self):
        self.tax = self.make_tax(19)
        none = self.tax.browse()
        self.order = self.order_of((self.juice, 24, 1.2, self.tax), (self.deposit, 24, 0.25, none))
        self.currency = self.env.company.currency_id

    def invoice(self, items=None, summary=None, **header):
        header = {
            "invoiceIdentifier": self.number("RE"),
            "invoiceDate": "2026-03-20",
            "shippingNoticeIdentifier": "SN-1",
            "shippingNoticeDate": "2026-03-14",
            "currency": self.currency.name,
            **header,
        }
        if items is None:
            items = [self.billed(self.juice, 24, 1.2, 19), self.billed(self.deposit, 24, 0.25, 0, isDepositItem=True)]
        for number, item in enumerate(items):
            item["lineNumber"] = number + 1
        content = {"header": self.header(**header), "items": items}
        if summary != {}:
            content["summary"] = summary or self.summary(items)
        return content

    def billed(self, product, quantity, price, percent, **values):
        amount = round(quantity * price * (1 - values.pop("discount", 0) / 100) * percent / 100, 2)
        values = {"isInvoicedItem": True, "unitOfMeasure": "EA", **values}
        tax = {"amount": amount, "percentage": percent}
        return self.item(product, quantity=quantity, unitPrice=price, tax=tax, **values)

    def summary(self, items, off=0):
        net = round(sum(item["quantity"] * item["unitPrice"] for item in items) - off, 2)
        tax = round(sum(item["tax"]["amount"] for item in items), 2)
        gross = round(net + tax, 2)
        return {
            "subtotalAmount": net,
            "totalCharges": 0,
            "totalAllowances": 0,
            "netAmount": net,
            "grossAmount": gross,
            "dueAmount": gross,
            "tax": {"total": tax, "items": []},
        }

    def bills(self):
        return self.env["account.move"].search([("move_type", "=", "in_invoice")])


@tagged("post_install", "-at_install")
class TestReceiveInvoice(Bills, PurchaseCase):
    """A vendor's INVOICE becomes a draft bill: every row of the mapping, and what is refused."""

    def test_every_row_stands_in_the_bill(self):
        items = [
            self.billed(self.juice, 24, 1.2, 19, description="Apfelsaft 1 l", orderLineNumber=1, discount=10),
            self.billed(self.deposit, 24, 0.25, 0, isDepositItem=True),
        ]
        discount = {"type": "ALLOWANCE", "calculationType": "RELATIVE", "reasonCode": "DISCOUNT", "percentage": 10}
        items[0]["modificationGroups"] = [{"level": 1, "basis": 28.8, "modifications": [discount]}]
        content = self.invoice(items, summary=self.summary(items, off=2.88))
        entry = self.receive("INVOICE", content)
        self.assertEqual((entry.state, self.codes(entry)), ("settled", []), entry.issues)
        bill = self.env["account.move"].browse(entry.record)
        self.assertEqual(bill.procuros_transaction_id, entry.external_id)  # II1
        self.assertEqual(bill.procuros_connection_id, self.connection)  # II2
        self.assertEqual(bill.partner_id, self.vendor)  # II3
        self.assertEqual(bill.ref, content["header"]["invoiceIdentifier"])  # II4
        self.assertNotEqual(bill.name, bill.ref)
        self.assertEqual(str(bill.invoice_date), "2026-03-20")  # II5
        self.assertEqual(bill.currency_id, self.currency)  # II6
        self.assertEqual(self.order.invoice_ids, bill)  # II7
        self.assertEqual(bill.invoice_origin, self.order.name)
        self.assertEqual(bill.invoice_payment_term_id, self.connection.procuros_payment_term_id)  # II8
        self.assertEqual((bill.move_type, bill.state), ("in_invoice", "draft"))  # II9
        self.assertEqual(bill.procuros_inc_transaction_status, "processed")  # II10
        juice, deposit = bill.invoice_line_ids.sorted("id")
        self.assertEqual(juice.name, "Apfelsaft 1 l")  # II11
        self.assertEqual(juice.quantity, 24)  # II12
        self.assertEqual(juice.price_unit, 1.2)  # II13
        self.assertEqual((juice.product_id, deposit.product_id), (self.juice, self.deposit))  # II14
        self.assertEqual((juice | deposit).purchase_line_id, self.order.order_line)  # II15
        self.assertEqual((juice.tax_ids, len(deposit.tax_ids)), (self.tax, 0))  # II16
        self.assertEqual((juice.discount, deposit.discount), (10, 0))  # II17
        self.assertEqual(juice.product_uom_id.procuros_unit_type, "EA")
        self.assertEqual((bill.amount_untaxed, bill.amount_tax, bill.amount_total), (31.92, 4.92, 36.84))
        self.assertEqual(self.order.order_line.mapped("qty_invoiced"), [24, 24])
        found = self.env["account.move"].search([("procuros_transaction_id", "=", entry.external_id)])
        self.assertEqual(found, bill)

    def test_what_was_billed_is_not_billed_again(self):
        self.assertEqual(self.receive("INVOICE", self.invoice()).state, "settled")
        entry = self.receive("INVOICE", self.invoice())
        self.assertEqual(entry.state, "quarantined")
        self.assertEqual(set(self.codes(entry)), {"procuros.bill.already_billed"})
        self.assertEqual(len(self.bills()), 1)

    def test_cancelling_the_other_bill_lets_it_go_on_by_itself(self):
        first = self.receive("INVOICE", self.invoice())
        second = self.receive("INVOICE", self.invoice())
        self.env["account.move"].browse(first.record).button_cancel()
        self.age_documents()
        second.action_retry()
        self.commit()
        self.tick_apart()
        self.assertEqual(second.state, "settled", second.issues)

    def test_the_vendors_number_names_one_bill(self):
        items = [self.billed(self.juice, 12, 1.2, 19)]
        first = self.receive("INVOICE", self.invoice(items, invoiceIdentifier="RE-77"))
        self.assertEqual(first.state, "settled", first.issues)
        entry = self.receive("INVOICE", self.invoice(items, invoiceIdentifier="RE-77", invoiceDate="2026-03-21"))
        self.assertIn(
            self.codes(entry), (["procuros.bill.same_number"], []), "a newer version of the draft, or the same number"
        )
        self.assertEqual(len(self.bills()), 1)

    def test_a_total_that_odoo_does_not_reach_makes_no_bill(self):
        items = [self.billed(self.juice, 24, 1.2, 7)]
        entry = self.receive("INVOICE", self.invoice(items))
        self.assertEqual(entry.state, "quarantined")
        self.assertIn("procuros.bill.total", self.codes(entry))
        self.assertIn("procuros.bill.tax", self.codes(entry))
        self.assertFalse(self.bills())

    def test_a_price_of_eight_digits_is_taken_as_it_is_or_not_at_all(self):
        items = [self.billed(self.juice, 24, 1.23456789, 19)]
        entry = self.receive("INVOICE", self.invoice(items))
        line = self.bills().invoice_line_ids
        if entry.state == "settled":
            self.assertAlmostEqual(line.price_unit, 1.23456789, 8)
        else:
            self.assertIn("procuros.bill.line_total", self.codes(entry))
            self.assertFalse(line)
            self.env.ref("product.decimal_price").digits = 8
            entry.action_retry()
            self.commit()
            self.tick_apart()
            self.assertEqual(entry.state, "settled", entry.issues)

    def test_everything_that_is_wrong_is_said_at_once(self):
        items = [
            self.billed(self.juice, 0, 1.2, 19),
            self.billed(self.juice, -3, 1.2, 19),
            {**self.billed(self.deposit, 1, 0.25, 0), "identifiers": [{"identifier": "4006381333931"}]},
        ]
        entry = self.receive(
            "INVOICE", self.invoice(items, supplier=self.party("4260123450991"), orderIdentifier="P-NOBODY")
        )
        self.assertEqual(entry.state, "quarantined")
        codes = self.codes(entry)
        self.assertEqual(codes.count("arrival.above_zero"), 2)
        self.assertEqual(codes.count("lookup.unknown"), 2)
        self.assertIn("procuros.purchase.unknown", codes)
        self.assertFalse(self.bills())

    def test_an_order_that_is_not_confirmed_is_not_billed(self):
        draft = self.make_order()
        entry = self.receive("INVOICE", self.invoice(orderIdentifier=draft.name))
        self.assertEqual(self.codes(entry), ["procuros.purchase.not_confirmed"])
        self.assertFalse(self.bills())

    def test_a_product_that_was_not_ordered_is_not_billed(self):
        other = self.env["product.product"].create({"name": "Pear juice", "barcode": "4260123451097"})
        entry = self.receive("INVOICE", self.invoice([self.billed(other, 1, 3, 19)]))
        self.assertEqual(self.codes(entry), ["procuros.purchase.not_ordered"])

    def test_a_charge_is_nobodys_guess(self):
        items = [self.billed(self.juice, 24, 1.2, 19)]
        charge = {"type": "CHARGE", "calculationType": "ABSOLUTE", "reasonCode": "SHIPPING", "amount": 5}
        items[0]["modificationGroups"] = [{"level": 1, "basis": 28.8, "modifications": [charge]}]
        entry = self.receive("INVOICE", self.invoice(items))
        self.assertIn("procuros.bill.modification", self.codes(entry))
        self.assertFalse(self.bills())

    def test_a_currency_that_is_not_used_is_named(self):
        other = self.env["res.currency"].with_context(active_test=False).search([("name", "=", "NOK")])
        other.active = False
        entry = self.receive("INVOICE", self.invoice(currency="NOK"))
        self.assertEqual(self.codes(entry), ["lookup.archived"])

    def test_terms_are_those_that_say_the_same(self):
        line = {"value": "percent", "value_amount": 100, "nb_days": 33, "delay_type": "days_after"}
        term = self.env["account.payment.term"].create(
            {
                "name": "3 % in 9 days, 33 days",
                "early_discount": True,
                "discount_percentage": 3,
                "discount_days": 9,
                "line_ids": [(5, 0, 0), (0, 0, line)],
            }
        )
        terms = [{"payInNumberOfDays": 9, "percentage": 3}, {"payInNumberOfDays": 33, "percentage": 0}]
        entry = self.receive("INVOICE", self.invoice(paymentTerms=terms))
        self.assertEqual((entry.state, self.codes(entry)), ("settled", []), entry.issues)
        self.assertEqual(self.bills().invoice_payment_term_id, term)

    def test_terms_that_nobody_made_are_a_warning(self):
        entry = self.receive("INVOICE", self.invoice(paymentTerms=[{"payInNumberOfDays": 99, "percentage": 0}]))
        self.assertEqual((entry.state, self.codes(entry)), ("settled", ["procuros.bill.payment_terms"]))
        self.assertEqual(self.bills().invoice_payment_term_id, self.connection.procuros_payment_term_id)

    def test_lines_of_one_product_go_to_the_lines_of_the_order(self):
        order = self.order_of((self.juice, 10, 1.0, self.tax), (self.juice, 5, 1.0, self.tax))
        items = [
            self.billed(self.juice, 5, 1.0, 19, orderLineNumber=2),
            self.billed(self.juice, 10, 1.0, 19),
        ]
        entry = self.receive("INVOICE", self.invoice(items, orderIdentifier=order.name))
        self.assertEqual((entry.state, self.codes(entry)), ("settled", []), entry.issues)
        self.assertEqual(order.order_line.mapped("qty_invoiced"), [10, 5])

    def test_a_newer_version_changes_the_draft(self):
        first = self.receive("INVOICE", self.invoice(invoiceIdentifier="RE-9"))
        bill = self.env["account.move"].browse(first.record)
        items = [self.billed(self.juice, 20, 1.2, 19)]
        second = self.receive("INVOICE", self.invoice(items, invoiceIdentifier="RE-9"))
        self.assertEqual((second.state, second.record), ("settled", bill.id), second.issues)
        self.assertEqual(bill.invoice_line_ids.mapped("quantity"), [20])
        self.assertEqual(bill.amount_total, 28.56)
        self.assertEqual(bill.procuros_transaction_id, second.external_id)

    def test_a_newer_version_of_a_posted_bill_is_left_to_a_person(self):
        first = self.receive("INVOICE", self.invoice(invoiceIdentifier="RE-8"))
        bill = self.env["account.move"].browse(first.record)
        bill.action_post()
        second = self.receive("INVOICE", self.invoice([self.billed(self.juice, 20, 1.2, 19)], invoiceIdentifier="RE-8"))
        self.assertEqual(second.state, "quarantined")
        self.assertEqual(self.codes(second)[0], "procuros.bill.version_too_late")
        self.assertIn(first.external_id, str(second.issues))
        self.assertIn(second.external_id, str(second.issues))
        self.assertEqual(bill.amount_total, 40.27)


@tagged("post_install", "-at_install")
class TestBillName(Bills, PurchaseCase):
    settings = {"procuros_write_bill_name": True}

    def test_the_vendors_number_names_the_bill_where_that_is_wanted(self):
        entry = self.receive("INVOICE", self.invoice(invoiceIdentifier="RE-4711"))
        self.assertEqual(entry.state, "settled", entry.issues)
        self.assertEqual((self.bills().name, self.bills().ref), ("RE-4711", "RE-4711"))
