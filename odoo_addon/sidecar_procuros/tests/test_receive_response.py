import unittest
from datetime import datetime

from odoo.addons.sidecar.tests.real_service import BINARY
from odoo.tests.common import tagged

from .receiving import OWN, VENDOR, Receiving, gs1


@tagged("post_install", "-at_install")
@unittest.skipUnless(BINARY, "ODOO_SIDECAR_BIN names no service: answers were NOT received from the real one")
class TestReceiveResponse(Receiving):
    """What a vendor answers to an order confirms, cancels or changes it."""

    def setUp(self):
        super().setUp()
        self.vendor.procuros_require_order_response = True
        self.settle()
        self.order.action_procuros_send()
        self.commit()

    def answer(self, kind, *items, order=None, **header):
        content = {
            "header": {
                "type": kind,
                "buyer": {"identifiers": gs1(OWN)},
                "supplier": {"identifiers": gs1(VENDOR)},
                "orderResponseIdentifier": "AB-9001",
                "orderResponseDate": "2025-03-11",
                "orderIdentifier": (order or self.order).name,
                **header,
            }
        }
        if not kind:
            del content["header"]["type"]
        if items:
            content["items"] = list(items)
        return self.receive("ORDER_RESPONSE", content)

    def item(self, number, gtin, quantity, **more):
        base = {"lineNumber": number, "orderLineNumber": number, "identifiers": gs1(gtin), "isDepositItem": False}
        return {**base, "orderedQuantity": 24, "confirmedQuantity": quantity, "unitOfMeasure": "EA", **more}

    def both(self, juice, deposit=24):
        return self.item(1, "4260123451011", juice), self.item(2, "4260123451028", deposit)

    def quantities(self):
        return self.order.order_line.filtered("product_id").mapped("product_qty")

    def test_the_numbers_that_were_sent_stand_on_the_lines(self):
        self.assertEqual(self.order.order_line.mapped("procuros_line_number"), [1, 2, 0])
        self.assertEqual(self.order.state, "draft")

    def test_an_acceptance_confirms(self):
        transaction = self.answer("ACCEPT")
        self.assertEqual(self.entry(transaction).state, "settled", self.entry(transaction).issues)
        self.assertEqual(self.entry(transaction).record, self.order.id)
        self.assertEqual(self.order.state, "purchase")
        self.assertEqual(self.quantities(), [24, 24])
        self.assertEqual(self.order.procuros_response_number, "AB-9001")

    def test_a_rejection_cancels(self):
        self.answer("REJECT")
        self.assertEqual(self.order.state, "cancel")

    def test_a_change_takes_quantities_keeps_prices_and_confirms(self):
        sellers = [(0, 0, {"partner_id": self.vendor.id, "price": 7, "min_qty": 0})]
        self.juice.seller_ids = sellers
        self.order.order_line[0].write({"price_unit": 1.2, "discount": 5})
        self.answer("CHANGE", *self.both(18), requestedDeliveryDate="2025-03-14", confirmedDeliveryDate="2025-03-17")
        line = self.order.order_line[0]
        self.assertEqual((line.product_qty, line.price_unit, line.discount), (18, 1.2, 5))
        self.assertEqual(self.quantities(), [18, 24])
        self.assertEqual(self.order.state, "purchase")
        self.assertEqual(sum(self.order.picking_ids.move_ids.mapped("product_uom_qty")), 42)

    def test_a_change_of_a_confirmed_order_reaches_its_receipt(self):
        self.order.button_confirm()
        self.answer("CHANGE", *self.both(18))
        self.assertEqual(self.quantities(), [18, 24])
        moves = self.order.picking_ids.move_ids.filtered(lambda move: move.state != "cancel")
        self.assertEqual(sorted(moves.mapped("product_uom_qty")), [18, 24])

    def test_dates_are_taken_over_where_the_connector_says_so(self):
        self.connection.procuros_write_confirmed_date = True
        self.settle()
        self.answer("CHANGE", *self.both(24), confirmedDeliveryDate="2025-03-17")
        lines = self.order.order_line.filtered("product_id")
        self.assertEqual(lines.mapped("date_planned"), [datetime(2025, 3, 16, 23)] * 2)

    def test_nothing_of_a_line_is_quantity_zero(self):
        self.answer("CHANGE", *self.both(0))
        self.assertEqual(self.quantities(), [0, 24])
        self.assertEqual(self.order.state, "purchase")

    def test_an_item_that_fits_no_line_changes_nothing(self):
        transaction = self.answer("CHANGE", *self.both(18), self.item(9, "4006381333931", 5))
        self.assertEqual(self.codes(transaction), ["procuros.order_response.line_unknown"])
        words = f"{self.order.name} has no single line for number 9, GTIN 4006381333931."
        self.assertIn(words, self.entry(transaction).issue_html)
        self.assertEqual((self.order.state, self.quantities()), ("draft", [24, 24]))

    def test_more_than_was_ordered_is_asked_about(self):
        transaction = self.answer("CHANGE", *self.both(30))
        self.assertEqual(self.codes(transaction), ["procuros.order_response.more_than_ordered"])
        self.assertEqual((self.order.state, self.quantities()), ("draft", [24, 24]))

    def test_an_answer_to_a_cancelled_order_changes_nothing(self):
        self.order.button_cancel()
        transaction = self.answer("ACCEPT")
        self.assertEqual(self.codes(transaction), ["procuros.order_response.cancelled"])
        self.assertEqual(self.order.state, "cancel")

    def test_a_locked_order_is_not_changed(self):
        self.order.button_confirm()
        self.order.button_lock() if hasattr(self.order, "button_lock") else self.order.button_done()
        transaction = self.answer("CHANGE", *self.both(18))
        self.assertEqual(self.codes(transaction), ["procuros.order_response.locked"])
        self.assertEqual(self.quantities(), [24, 24])

    def test_without_type_a_person_decides_unless_the_connector_may(self):
        transaction = self.answer("")
        self.assertEqual(self.codes(transaction), ["procuros.order_response.without_type"])
        self.assertEqual(self.order.state, "draft")
        self.connection.procuros_cancel_without_type = True
        self.settle()
        self.answer("")
        self.assertEqual(self.order.state, "cancel")

    def test_other_payment_terms_are_an_offer(self):
        line = {"value": "percent", "value_amount": 100, "nb_days": 30}
        term = self.env["account.payment.term"].create({"name": "30 days net", "line_ids": [(5,), (0, 0, line)]})
        self.order.payment_term_id = term
        offer = self.answer("ACCEPT", paymentTerms=[{"payInNumberOfDays": 14, "percentage": 0}])
        self.assertEqual(self.codes(offer), ["procuros.order_response.payment_terms"])
        self.assertEqual(self.order.state, "draft")
        self.answer("ACCEPT", paymentTerms=[{"payInNumberOfDays": 30, "percentage": 0}])
        self.assertEqual(self.order.state, "purchase")
