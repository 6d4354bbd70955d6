import unittest

from odoo import fields
from odoo.addons.sidecar.tests.real_service import BINARY
from odoo.tests.common import new_test_user, tagged

from .deliveries import Deliveries
from .real_service_case import NO_SERVICE, RealServiceCase

FLOW = "procuros.shipping_notice.send"


@tagged("post_install", "-at_install")
@unittest.skipUnless(BINARY, NO_SERVICE)
class TestShippingNotice(Deliveries, RealServiceCase):
    """Deliveries through the addon, the real service and the simulator of Procuros, which holds their contract."""

    def setUp(self):
        super().setUp()
        self.make_customer()
        self.settle()

    def age_documents(self):
        self.age_deliveries()
        return super().age_documents()

    def send(self, picking):
        """Send it, and what Procuros got.

        :return: the content of the SHIPPING_NOTICE
        """
        self.settle()
        action = picking.action_procuros_send()
        self.assertEqual(action["tag"], "display_notification", self.findings(action))
        return next(found for found in self.received() if self.number(found) == picking.name)

    def number(self, content):
        return content["header"].get("shippingNoticeIdentifier")

    def findings(self, action):
        """The sentences of the dialog that a click opens."""
        lines = self.env["sidecar.outcome"].browse(action.get("res_id")).line_ids
        return lines.mapped(lambda line: (line.model, line.message))

    def berlin(self, moment):
        return fields.Datetime.context_timestamp(self.env.user.with_context(tz="Europe/Berlin"), moment).date()

    def items(self, content):
        units = content["transportUnits"]
        return [item for unit in units for inner in [unit, *unit.get("transportUnits", [])] for item in inner["items"]]

    # -- the rows

    def test_every_row_of_the_header_is_the_field_in_the_database(self):
        product = self.env["product.product"].create({"name": "Shipping", "type": "service"})
        carrier = self.env["delivery.carrier"].create({"name": "Spedition Nord", "product_id": product.id})
        order = self.make_sale((self.cider, 24, self.unit, 10))
        picking = self.open_delivery(order)
        picking.write({"carrier_id": carrier.id, "carrier_tracking_ref": "TRK-4711"})
        self.ship(picking, (self.cider, 24, {}))
        header = self.send(picking)["header"]
        customer = self.customer

        def gs1(party):
            return [{"identifier": party.ref, "domain": "GS1"}]

        self.assertEqual(header["buyer"]["name"], customer.name)  # OS1
        self.assertEqual(header["buyer"]["identifiers"], gs1(customer))  # OS2
        self.assertEqual(
            header["buyer"]["postalAddress"],
            {  # OS3 to OS7
                "city": customer.city,
                "countryCode": customer.country_id.code,
                "name": customer.name,
                "postalCode": customer.zip,
                "street": customer.street,
            },
        )
        self.assertEqual(header["shipTo"]["identifiers"], gs1(order.partner_shipping_id))  # OS8
        self.assertEqual(header["billTo"]["identifiers"], gs1(order.partner_invoice_id))  # OS9
        self.assertEqual(header["shippingNoticeIdentifier"], picking.name)  # OS10
        self.assertEqual(header["shippingNoticeDate"], str(self.berlin(picking.date_done)))  # OS11
        self.assertEqual(header["requestedDeliveryDate"], f"{order.commitment_date.year}-07-14")  # OS12
        self.assertEqual(header["expectedDeliveryDate"], str(self.berlin(picking.scheduled_date)))  # OS13
        self.assertEqual(header["orderIdentifier"], order.procuros_order_identifier)  # OS14
        self.assertEqual(header["orderDate"], str(order.procuros_order_date))  # OS15
        self.assertEqual(header["carrier"], carrier.name)  # OS16
        self.assertEqual(header["trackingNumber"], picking.carrier_tracking_ref)  # OS17
        self.assertEqual(header["supplier"]["name"], self.connection.name)  # OS18
        own = [{"identifier": self.connection.procuros_external_identifier, "domain": "GS1"}]
        self.assertEqual(header["supplier"]["identifiers"], own)  # OS19

    def test_every_row_of_units_items_and_batches_is_the_field_in_the_database(self):
        self.cider.tracking = "lot"
        early, late = self.make_lots(self.cider, "L-07", "L-08")
        has_expiry = "expiration_date" in early._fields
        if has_expiry:
            early.expiration_date = fields.Datetime.to_datetime("2026-01-31 23:30:00")
        pallet = self.make_package("342601234500000015", "EURO_PALLET")
        order = self.make_sale((self.cider, 24, self.unit, 10), (self.crate, 2, self.unit, 20))
        packed = {"result_package_id": pallet.id}
        picking = self.ship(
            self.open_delivery(order),
            (self.cider, 12, {"lot_id": early.id, **packed}),
            (self.cider, 6, {"lot_id": late.id, **packed}),
            (self.crate, 2, {}),
        )
        content = self.send(picking)
        unit, loose = content["transportUnits"]
        self.assertEqual(unit["unitIdentifier"], pallet.name)  # OS20
        self.assertEqual(unit["unitType"], pallet.package_type_id.procuros_unit_type)  # OS21
        self.assertNotIn("unitIdentifier", loose)
        [cider], [crate] = unit["items"], loose["items"]
        self.assertEqual([cider["lineNumber"], crate["lineNumber"]], [1, 2])  # OS22
        line = order.order_line.filtered(lambda line: line.product_id == self.cider)
        self.assertEqual(cider["orderLineNumber"], line.procuros_order_line_number)  # OS23
        self.assertEqual(cider["identifiers"], [{"identifier": self.cider.barcode, "domain": "GS1"}])  # OS24
        self.assertEqual([cider["isDepositItem"], crate["isDepositItem"]], [False, True])  # OS25
        self.assertEqual(cider["orderedQuantity"], line.product_uom_qty)  # OS26
        moved = picking.move_line_ids.filtered(lambda moved: moved.product_id == self.cider)
        self.assertEqual(cider["shippedQuantity"], sum(moved.mapped("quantity")))  # OS27
        move = moved.move_id  # 19 has no name of a move, and no description where the product has none
        described = move.name if "name" in move._fields else move.description_picking or self.cider.display_name
        self.assertEqual(cider["description"], described)  # OS28
        self.assertEqual(cider["openQuantityAction"], "DELIVERED_LATER")
        self.assertEqual(cider["unitOfMeasure"], "EA")
        batches = {batch["batchIdentifier"]: batch for batch in cider["batches"]}
        self.assertEqual(set(batches), set(moved.lot_id.mapped("name")))  # OS29
        for name, quantity in (("L-07", 12), ("L-08", 6)):
            self.assertEqual(batches[name]["quantity"], quantity)  # OS31
        self.assertEqual(batches["L-07"].get("expirationDate"), "2026-02-01" if has_expiry else None)  # OS30
        self.assertNotIn("batches", crate)

    def test_without_a_number_of_the_buyer_the_customer_reference_is_named_and_then_our_own(self):
        order = self.make_sale(
            (self.cider, 1, self.unit, 0), procuros_order_identifier=False, procuros_order_date=False
        )
        order.client_order_ref = "B-17"
        picking = self.ship(self.open_delivery(order), (self.cider, 1, {}))
        self.settle()
        self.assertIn('"B-17"', self.preview(picking))
        order.client_order_ref = False
        header = self.send(picking)["header"]
        self.assertEqual(header["orderIdentifier"], order.name)
        self.assertEqual(header["orderDate"], str(self.berlin(order.date_order)))
        self.assertNotIn("orderLineNumber", self.items(self.received()[0])[0])

    def preview(self, picking):
        return self.env["sidecar.preview"].browse(picking.action_procuros_preview()["res_id"]).payload

    # -- several deliveries

    def test_the_second_delivery_of_an_order_deducts_the_first(self):
        order = self.make_sale((self.cider, 24, self.unit, 10))
        first = self.ship(self.open_delivery(order), (self.cider, 10, {}))
        [item] = self.items(self.send(first))
        self.assertEqual((item["orderedQuantity"], item["shippedQuantity"]), (24, 10))
        self.assertEqual(item["openQuantityAction"], "DELIVERED_LATER")
        # Both are done in this one transaction and so in the same second: the first was made first.
        second = self.ship(self.open_delivery(order), (self.cider, 14, {}))
        [item] = self.items(self.send(second))
        self.assertEqual((item["orderedQuantity"], item["shippedQuantity"]), (14, 14))
        self.assertNotIn("openQuantityAction", item)

    def test_what_is_not_delivered_later_is_discarded(self):
        order = self.make_sale((self.cider, 24, self.unit, 10))
        picking = self.ship(self.open_delivery(order), (self.cider, 10, {}), backorder=False)
        [item] = self.items(self.send(picking))
        self.assertEqual((item["orderedQuantity"], item["shippedQuantity"]), (24, 10))
        self.assertEqual(item["openQuantityAction"], "DISCARDED")

    def test_goods_that_came_back_are_open_again(self):
        order = self.make_sale((self.cider, 10, self.unit, 10))
        first = self.ship(self.open_delivery(order), (self.cider, 10, {}))
        back = first.copy(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": first.location_dest_id.id,
                "location_dest_id": first.location_id.id,
                "return_id": first.id,
            }
        )
        values = {"location_id": first.location_dest_id.id, "location_dest_id": first.location_id.id}
        back.move_ids.write({**values, "product_uom_qty": 4, "origin_returned_move_id": first.move_ids.id})
        back.action_confirm()
        self.ship(back, (self.cider, 4, {}))
        self.settle()
        self.assertIn("return", str(self.findings(back.action_procuros_send())))
        again = first.copy({"return_id": back.id})
        again.move_ids.product_uom_qty = 4
        again.action_confirm()
        [item] = self.items(self.send(self.ship(again, (self.cider, 4, {}))))
        self.assertEqual((item["orderedQuantity"], item["shippedQuantity"]), (4, 4))

    # -- units and packages

    def test_pieces_are_sent_as_the_cartons_that_were_ordered(self):
        self.cider.tracking = "lot"
        lots = self.make_lots(self.cider, "L-1", "L-2", "L-3")
        order = self.make_sale((self.cider, 2, self.carton, 10))
        parts = [(self.cider, quantity, {"lot_id": lot.id}) for quantity, lot in zip((7, 7, 6), lots, strict=True)]
        [item] = self.items(self.send(self.ship(self.open_delivery(order), *parts)))
        self.assertEqual((item["unitOfMeasure"], item["orderedQuantity"]), ("CT", 2))
        self.assertEqual(item["shippedQuantity"], 1.67)
        self.assertEqual(item["openQuantityAction"], "DELIVERED_LATER")
        self.assertAlmostEqual(sum(batch["quantity"] for batch in item["batches"]), 1.67)

    def test_an_order_line_over_two_packages_is_ordered_once(self):
        order = self.make_sale((self.cider, 30, self.unit, 10))
        packages = [self.make_package("PACK-A", "CARTON"), self.make_package("PACK-B", "CARTON")]
        parts = [(self.cider, 12, {"result_package_id": package.id}) for package in packages]
        content = self.send(self.ship(self.open_delivery(order), *parts))
        self.assertEqual([unit["unitIdentifier"] for unit in content["transportUnits"]], ["PACK-A", "PACK-B"])
        found = [(item["orderedQuantity"], item["shippedQuantity"]) for item in self.items(content)]
        self.assertEqual(found, [(12, 12), (18, 12)])

    def test_packages_in_a_container_are_units_in_a_unit(self):
        if "stock.package" not in self.env:
            self.skipTest("packages have no containers before 19.0")
        pallet = self.make_package("342601234500000015", "EURO_PALLET")
        boxes = self.make_package("BOX-1", "CARTON") | self.make_package("BOX-2", "CARTON")
        boxes.package_dest_id = pallet
        order = self.make_sale((self.cider, 24, self.unit, 10))
        parts = [(self.cider, 12, {"result_package_id": box.id}) for box in boxes]
        content = self.send(self.ship(self.open_delivery(order), *parts))
        [unit] = content["transportUnits"]
        self.assertEqual((unit["unitIdentifier"], unit["unitType"], unit["items"]), (pallet.name, "EURO_PALLET", []))
        inner = [(inner["unitIdentifier"], inner["items"][0]["shippedQuantity"]) for inner in unit["transportUnits"]]
        self.assertEqual(inner, [("BOX-1", 12), ("BOX-2", 12)])

    # -- what is wrong, and what happens to it

    def test_every_fault_of_a_delivery_is_shown_at_once_and_nothing_leaves(self):
        order = self.make_sale((self.cider, 4, self.unit, 10))
        picking = self.ship(self.open_delivery(order), (self.cider, 4, {}))
        self.customer.ref = False
        self.cider.barcode = "12345"
        self.unit.procuros_unit_type = False
        self.settle()
        action = picking.action_procuros_send()
        lines = self.env["sidecar.outcome"].browse(action["res_id"]).line_ids
        self.assertLessEqual({"res.partner", "product.product", "uom.uom"}, set(lines.mapped("model")))
        self.assertTrue(all(line.action_open() for line in lines))
        self.commit()
        self.assertEqual(picking.procuros_state, "issues")
        self.assertEqual(self.received(), [])
        self.customer.ref, self.cider.barcode = "4260123450038", GTIN_8
        self.unit.procuros_unit_type = "EA"
        [item] = self.items(self.send(picking))
        self.assertEqual(item["identifiers"][0]["identifier"], GTIN_8)

    def test_a_delivery_that_is_not_done_or_a_receipt_is_refused_in_words(self):
        order = self.make_sale((self.cider, 4, self.unit, 10))
        picking = self.open_delivery(order)
        self.order.button_confirm()
        receipt = self.order.picking_ids
        self.settle()
        self.assertIn("not done", str(self.findings(picking.action_procuros_send())))
        self.assertIn("no delivery to a customer", str(self.findings(receipt.action_procuros_send())))
        self.assertEqual(self.received(), [])

    def test_a_quantity_corrected_to_zero_is_sent_as_not_shipped(self):
        order = self.make_sale((self.cider, 4, self.unit, 10), (self.crate, 1, self.unit, 20))
        picking = self.ship(self.open_delivery(order), (self.cider, 4, {}), (self.crate, 1, {}))
        picking.is_locked = False
        picking.move_line_ids.filtered(lambda line: line.product_id == self.crate).quantity = 0
        content = self.send(picking)
        found = {item["identifiers"][0]["identifier"]: item for item in self.items(content)}
        if self.crate.barcode in found:
            item = found[self.crate.barcode]
            self.assertEqual((item["shippedQuantity"], item["openQuantityAction"]), (0, "DISCARDED"))
        self.assertEqual(found[self.cider.barcode]["shippedQuantity"], 4)

    def test_a_second_click_sends_nothing_and_a_clerk_of_the_warehouse_may_do_it(self):
        order = self.make_sale((self.cider, 4, self.unit, 10))
        picking = self.ship(self.open_delivery(order), (self.cider, 4, {}))
        clerk = new_test_user(self.env, "packer", groups="stock.group_stock_user")
        self.settle()
        picking.with_user(clerk).action_procuros_send()
        number = picking.procuros_transaction_id
        self.assertTrue(number)
        self.commit()
        picking.action_procuros_send()
        self.assertEqual([self.number(found) for found in self.received()], [picking.name])
        self.assertEqual((picking.procuros_state, picking.procuros_transaction_id), ("sent", number))
        self.assertTrue(picking.message_ids.filtered(lambda note: "Shipping notice to Procuros" in (note.body or "")))

    def test_notices_go_out_by_themselves_to_customers_who_want_them(self):
        other = self.customer.copy({"name": "Somebody else", "ref": "4260123450076"})
        other.write({"procuros_connection_id": self.connection.id, "procuros_send_shipping_notice": False})
        wanted = self.make_sale((self.cider, 4, self.unit, 10))
        wanted = self.ship(self.open_delivery(wanted), (self.cider, 4, {}))
        addresses = {"partner_id": other.id, "partner_shipping_id": other.id, "partner_invoice_id": other.id}
        unwanted = self.make_sale((self.cider, 4, self.unit, 10), **addresses)
        self.ship(self.open_delivery(unwanted), (self.cider, 4, {}))
        still_open = self.make_sale((self.cider, 4, self.unit, 10))
        self.assertTrue(self.open_delivery(still_open))
        self.settle()
        self.connection._sidecar_poke_as("outgoing")
        self.tick()
        self.assertEqual([self.number(found) for found in self.received()], [wanted.name])
        self.assertEqual(wanted.procuros_state, "sent")

    def test_a_lost_answer_is_looked_up_and_not_sent_twice(self):
        order = self.make_sale((self.cider, 4, self.unit, 10))
        picking = self.ship(self.open_delivery(order), (self.cider, 4, {}))
        self.settle()
        self.misbehave("reply-lost:100%")
        picking.action_procuros_send()
        self.commit()
        self.assertIn(picking.procuros_state, ("in_doubt", "sent"))
        self.misbehave("")
        picking.action_procuros_send()
        self.assertEqual([self.number(found) for found in self.received()], [picking.name])

    def test_a_delivery_of_many_lines_goes_out_whole(self):
        products = self.env["product.product"].create(
            [{"name": f"Article {number}", "barcode": gtin(number), "uom_id": self.unit.id} for number in range(300)]
        )
        order = self.make_sale(*[(product, 2, self.unit, index + 1) for index, product in enumerate(products)])
        picking = self.ship(self.open_delivery(order), *[(product, 2, {}) for product in products])
        items = self.items(self.send(picking))
        self.assertEqual([item["lineNumber"] for item in items], list(range(1, 301)))
        self.assertEqual([item["orderLineNumber"] for item in items], list(range(1, 301)))


GTIN_8 = "40123455"


def gtin(number):
    """A GTIN of 13 digits with its check digit."""
    digits = f"4260125{number:05}"
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits))
    return f"{digits}{-total % 10}"
