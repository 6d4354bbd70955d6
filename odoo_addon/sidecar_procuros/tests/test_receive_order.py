import unittest

from odoo.addons.sidecar.tests.real_service import BINARY
from odoo.tests.common import tagged

from .incoming_case import IncomingCase
from .real_service_case import NO_SERVICE

BUYER, SHIP_TO, OURS = "4260123450076", "4260123450083", "4260123450014"


@tagged("post_install", "-at_install")
@unittest.skipUnless(BINARY, NO_SERVICE)
class TestReceiveOrder(IncomingCase):
    """A customer's order comes in through the real service."""

    def settle(self):
        if not self.env["res.partner"].search([("ref", "=", BUYER)]):
            self.make_customer()
        return super().settle()

    def make_customer(self):
        partners = self.env["res.partner"]
        self.customer = partners.create({"name": "Hofladen Wellsee", "ref": BUYER, "is_company": True})
        values = {"name": "Lager", "ref": SHIP_TO, "parent_id": self.customer.id, "type": "delivery"}
        self.ship_to = partners.create(values)
        self.carton = self.env.ref("uom.product_uom_dozen")
        self.carton.write({"procuros_unit_type": "CT", "active": True})  # 19.0 has it archived
        self.connection.procuros_salesperson_id = self.env.ref("base.user_admin")

    def order_comes_in(self, **values):
        usual = {
            "number": "B-7001",
            "buyer_gln": BUYER,
            "bill_to_gln": BUYER,
            "ship_to_gln": SHIP_TO,
            "supplier_gln": OURS,
            "gtin_1": self.juice.barcode,
            "gtin_2": self.juice.barcode,
        }
        transaction = self.queue("order", **{**usual, **values})
        self.take_in()
        return transaction

    def test_an_order_becomes_a_quotation_and_procuros_is_told(self):
        transaction = self.order_comes_in()
        order = self.env["sale.order"].search([("procuros_order_identifier", "=", "B-7001")])
        self.assertEqual(len(order), 1, self.entry(transaction).cause_text)
        self.assertEqual((order.state, order.partner_id, order.company_id), ("draft", self.customer, self.env.company))
        self.assertEqual((order.partner_shipping_id, order.partner_invoice_id), (self.ship_to, self.customer))
        self.assertEqual(order.client_order_ref, "B-7001")
        self.assertEqual(str(order.procuros_order_date), "2025-03-10")
        self.assertEqual(str(order.date_order), "2025-03-09 23:00:00")  # midnight in Berlin
        self.assertEqual(str(order.commitment_date), "2025-03-13 23:00:00")
        self.assertEqual(order.payment_term_id, self.connection.procuros_payment_term_id)
        self.assertEqual(order.user_id, self.connection.procuros_salesperson_id)
        self.check_lines(order)
        self.assertEqual(self.entry(transaction).state, "settled")
        self.assertEqual(self.status(transaction), "SUCCESS")

    def check_lines(self, order):
        first, second = order.order_line
        unit = "product_uom_id" if "product_uom_id" in first._fields else "product_uom"
        self.assertEqual((first.procuros_order_line_number, second.procuros_order_line_number), (10, 20))
        self.assertEqual((first.product_id, first.product_uom_qty), (self.juice, 24))
        self.assertEqual((first[unit], second[unit]), (self.env.ref("uom.product_uom_unit"), self.carton))
        self.assertEqual((first.name, second.product_uom_qty), ("Apple juice 1 l", 6))

    def test_a_second_fetch_or_a_resend_makes_no_second_quotation(self):
        transaction = self.order_comes_in()
        self.take_in()
        self.resend(transaction)
        self.take_in()
        self.assertEqual(self.env["sale.order"].search_count([("procuros_order_identifier", "=", "B-7001")]), 1)
        self.assertEqual(self.status(transaction), "SUCCESS")

    def test_an_unknown_product_holds_the_order_until_it_is_known(self):
        self.connection.procuros_mark_transactions = "all"
        self.settle()
        transaction = self.order_comes_in(gtin_2="4260123459994")
        entry = self.entry(transaction)
        self.assertEqual(entry.state, "quarantined")
        self.assertIn("4260123459994", entry.cause_text)
        self.assertFalse(self.env["sale.order"].search([("procuros_order_identifier", "=", "B-7001")]))
        self.assertEqual(self.status(transaction), "FAILED")
        self.deposit.barcode = "4260123459994"
        self.settle()
        entry.action_retry()
        self.commit()
        self.tick()
        self.poke("mark")
        order = self.env["sale.order"].search([("procuros_order_identifier", "=", "B-7001")])
        self.assertEqual(order.order_line.product_id, self.juice | self.deposit)
        self.assertEqual(self.status(transaction), "SUCCESS")
