import unittest
from datetime import date, datetime

from odoo.addons.sidecar.tests.real_service import BINARY
from odoo.tests.common import tagged

from .receiving import BUYER, OWN, Receiving, gs1

SHIP_TO = "4260123450038"
BILL_TO = "4260123450076"


@tagged("post_install", "-at_install")
@unittest.skipUnless(BINARY, "ODOO_SIDECAR_BIN names no service: orders were NOT received from the real one")
class TestReceiveOrderFields(Receiving):
    """An order that a buyer sends becomes a quotation."""

    def make_documents(self, **settings):
        self.warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.env.company.id)], limit=1)
        self.shelf = self.env["stock.location"].create(
            {"name": "Shelf for Procuros", "location_id": self.warehouse.lot_stock_id.id}
        )
        self.team = self.env["crm.team"].create({"name": "Trade"})
        product = self.env["product.product"].create({"name": "Freight", "type": "service"})
        self.carrier = self.env["delivery.carrier"].create({"name": "Spedition", "product_id": product.id})
        defaults = {
            "procuros_warehouse_id": self.warehouse.id,
            "procuros_location_id": self.shelf.id,
            "procuros_carrier_id": self.carrier.id,
            "procuros_salesperson_id": self.env.ref("base.user_admin").id,
            "procuros_sales_team_id": self.team.id,
        }
        made = super().make_documents(**{**defaults, **settings})
        partners = self.env["res.partner"]
        self.term = self.env["account.payment.term"].create({"name": "30 days for Nordmarkt"})
        self.buyer = partners.create(
            {"name": "Nordmarkt GmbH", "ref": BUYER, "property_payment_term_id": self.term.id, "is_company": True}
        )
        self.depot = partners.create({"name": "Lager Süd", "ref": SHIP_TO, "parent_id": self.buyer.id})
        self.office = partners.create({"name": "Buchhaltung", "ref": BILL_TO, "parent_id": self.buyer.id})
        self.juice.list_price = 1.5
        return made

    def order_content(self, **header):
        return {
            "header": {
                "buyer": {"identifiers": gs1(BUYER), "name": "Nordmarkt GmbH"},
                "supplier": {"identifiers": gs1(OWN)},
                "shipTo": {"identifiers": gs1(SHIP_TO)},
                "billTo": {"identifiers": gs1(BILL_TO)},
                "orderIdentifier": "4711",
                "orderDate": "2025-03-10",
                "requestedDeliveryDate": "2025-03-31",
                "currency": self.env.company.currency_id.name,
                **header,
            },
            "items": [
                self.item(10, "4260123451011", quantity=24, description="Apfelsaft 1 l", unitPrice=9.99),
                self.item(20, "04260123451028", quantity="2.50"),
            ],
        }

    def item(self, number, gtin, **more):
        base = {"lineNumber": number, "identifiers": gs1(gtin), "isDepositItem": False, "unitOfMeasure": "EA"}
        return {**base, **more}

    def order_of(self, transaction):
        return self.env["sale.order"].search([("procuros_transaction_id", "=", transaction)])

    def test_every_field_of_an_order_stands_in_the_quotation(self):
        transaction = self.offer("ORDER", self.order_content())
        self.take_in()
        order = self.order_of(transaction)
        self.assertEqual(len(order), 1, self.entry(transaction).issues)
        self.assertEqual(order.procuros_transaction_id, transaction)  # IO1
        self.assertEqual(order.procuros_connection_id, self.connection)  # IO2
        self.assertEqual(order.date_order, datetime(2025, 3, 9, 23))  # IO3
        self.assertEqual(order.procuros_order_date, date(2025, 3, 10))
        self.assertEqual(order.commitment_date, datetime(2025, 3, 30, 22))  # IO4
        self.assertEqual((order.procuros_order_identifier, order.client_order_ref), ("4711", "4711"))  # IO5
        self.assertEqual(order.partner_id, self.buyer)  # IO6
        self.assertEqual(order.partner_shipping_id, self.depot)  # IO7
        self.assertEqual(order.partner_invoice_id, self.office)  # IO8
        self.assertEqual(order.user_id, self.env.ref("base.user_admin"))  # IO9
        self.assertEqual(order.team_id, self.team)  # IO10
        self.assertEqual(order.company_id, self.env.company)  # IO11
        self.assertEqual(order.payment_term_id, self.term)  # IO12
        self.assertEqual(order.warehouse_id, self.warehouse)
        self.assertEqual(order.carrier_id, self.carrier)
        self.assertEqual(order.procuros_location_id, self.shelf)
        self.assertEqual(order.state, "draft")
        first, second = order.order_line
        self.assertEqual((first.procuros_order_line_number, second.procuros_order_line_number), (10, 20))  # IO13
        self.assertEqual((first.product_uom_qty, second.product_uom_qty), (24, 2.5))  # IO14
        self.assertEqual(first.name, "Apfelsaft 1 l")  # IO15
        self.assertIn("Deposit", second.name)
        self.assertEqual((first.product_id, second.product_id), (self.juice, self.deposit))  # IO16
        unit = "product_uom_id" if "product_uom_id" in first._fields else "product_uom"
        self.assertEqual(first[unit], self.env.ref("uom.product_uom_unit"))  # IO17
        self.assertEqual(first.price_unit, 1.5)  # Odoo's, not the buyer's
        self.assertEqual(self.entry(transaction).state, "settled")

    def test_the_same_order_listed_again_is_one_quotation_and_is_reported(self):
        transaction = self.offer("ORDER", self.order_content())
        self.take_in()
        self.take_in()
        self.assertEqual(self.env["sale.order"].search_count([("client_order_ref", "=", "4711")]), 1)
        self.assertEqual(len(self.order_of(transaction)), 1)

    def test_a_newer_version_changes_the_quotation_until_it_is_confirmed(self):
        order = self.order_of(self.offered(self.order_content()))
        order.order_line = [(0, 0, {"product_id": self.juice.id, "product_uom_qty": 1, "name": "By hand"})]
        newer = self.order_content()
        newer["items"] = [
            self.item(10, "4260123451011", quantity=30),
            self.item(30, "4260123451011", quantity=5),
        ]
        second = self.offered(newer)
        self.assertEqual(self.order_of(second), order, self.entry(second).issues)
        self.assertEqual(order.procuros_transaction_id, second)
        lines = {(line.procuros_order_line_number, line.product_uom_qty) for line in order.order_line}
        self.assertEqual(lines, {(10, 30), (30, 5), (0, 1)})
        order.action_confirm()
        self.settle()
        newest = self.order_content()
        third = self.offered(newest)
        self.assertEqual(self.codes(third), ["procuros.order.version_too_late"])
        [issue] = self.entry(third).issues
        self.assertEqual((issue["params"]["older"], issue["params"]["newer"]), (second, third))
        self.assertEqual({(line.procuros_order_line_number, line.product_uom_qty) for line in order.order_line}, lines)

    def offered(self, content):
        return self.receive("ORDER", content)

    def test_buyer_and_own_terms_where_the_order_says_nothing(self):
        self.buyer.property_payment_term_id = False
        content = self.order_content()
        for name in ("shipTo", "billTo", "requestedDeliveryDate", "currency"):
            del content["header"][name]
        content["items"] = [{"identifiers": gs1("4260123451011")}]
        transaction = self.offer("ORDER", content)
        self.take_in()
        order = self.order_of(transaction)
        self.assertEqual((order.partner_shipping_id, order.partner_invoice_id), (self.buyer, self.buyer))
        self.assertEqual(order.payment_term_id, self.connection.procuros_payment_term_id)
        self.assertFalse(order.commitment_date)
        self.assertEqual((order.order_line.product_uom_qty, order.order_line.procuros_order_line_number), (1, 0))
        self.assertIn("Apple juice", order.order_line.name)

    def test_everything_wrong_is_said_at_once_and_the_next_order_goes_on(self):
        wrong = self.order_content(orderIdentifier="4712", buyer={"identifiers": gs1("4260123450090")})
        wrong["items"][0]["identifiers"] = gs1("4006381333931")
        wrong["items"][1]["unitOfMeasure"] = "TNE"
        refused = self.offer("ORDER", wrong)
        good = self.offer("ORDER", self.order_content())
        self.take_in()
        self.assertEqual(self.codes(refused), ["lookup.unknown"] * 3)
        self.assertEqual(self.entry(refused).state, "quarantined")
        self.assertFalse(self.order_of(refused))
        self.assertEqual(len(self.order_of(good)), 1)
        self.assertIn("4006381333931", self.entry(refused).issue_html)

    def test_what_was_mended_goes_on_by_itself(self):
        content = self.order_content()
        content["items"][0]["identifiers"] = gs1("96385074")
        transaction = self.offer("ORDER", content)
        self.take_in()
        self.assertEqual(self.codes(transaction), ["lookup.unknown"])
        mints = self.env["product.product"].create({"name": "Mints", "barcode": "00000096385074"})
        self.settle()
        self.entry(transaction).action_retry()
        self.settle()
        self.tick()
        self.assertEqual(self.order_of(transaction).order_line[0].product_id, mints)

    def test_archived_and_doubled_records_are_named(self):
        self.depot.active = False
        twin = self.env["product.product"].create({"name": "Twin", "barcode": "04260123451011"})
        transaction = self.offer("ORDER", self.order_content())
        self.take_in()
        self.assertEqual(sorted(self.codes(transaction)), ["lookup.archived", "lookup.several", "lookup.several"])
        records = {(issue["model"], issue["record"]) for issue in self.entry(transaction).issues}
        found = {("res.partner", self.depot.id), ("product.product", twin.id), ("product.product", self.juice.id)}
        self.assertEqual(records, found)

    def test_a_unit_of_another_category_does_not_count(self):
        self.env.ref("uom.product_uom_kgm").procuros_unit_type = "KGM"
        # Archived as it comes on 19.0.
        self.env.ref("uom.product_uom_dozen").write({"procuros_unit_type": "PCK", "active": True})
        content = self.order_content()
        content["items"][0]["unitOfMeasure"] = "KGM"
        refused = self.offer("ORDER", content)
        dozens = self.order_content(orderIdentifier="4713")
        dozens["items"][0]["unitOfMeasure"] = "PCK"
        taken = self.offer("ORDER", dozens)
        self.take_in()
        self.assertEqual(self.codes(refused), ["lookup.unknown"])
        self.assertEqual(self.codes(taken), [], self.entry(taken).issues)
        line = self.order_of(taken).order_line[0]
        unit = line.product_uom_id if "product_uom_id" in line._fields else line.product_uom
        self.assertEqual(unit, self.env.ref("uom.product_uom_dozen"))

    def test_deliveries_take_the_goods_from_the_location_of_the_connector(self):
        for steps in ("ship_only", "pick_ship"):
            self.warehouse.delivery_steps = steps
            transaction = self.offer("ORDER", self.order_content(orderIdentifier=f"4711 {steps}"))
            self.take_in()
            order = self.order_of(transaction)
            order.action_confirm()
            sources = order.picking_ids.move_ids.mapped("location_id")
            self.assertIn(self.shelf, sources, steps)
            self.assertNotIn(self.warehouse.lot_stock_id, sources, steps)
            self.assertEqual(order.procuros_order_date, date(2025, 3, 10))
