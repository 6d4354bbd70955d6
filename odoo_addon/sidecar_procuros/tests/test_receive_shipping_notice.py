from odoo.tests.common import tagged

from .purchase_case import PurchaseCase


@tagged("post_install", "-at_install")
class TestReceiveShippingNotice(PurchaseCase):
    """A vendor's SHIPPING_NOTICE prepares the order's receipt: every row of the mapping, and what is refused."""

    def world(self):
        self.milk = self.storable(name="Milk 1 l", barcode="4260123451042", tracking="lot")
        if "use_expiration_date" in self.milk._fields:
            self.milk.use_expiration_date = True
        none = self.env["account.tax"]
        self.order = self.order_of((self.juice, 24, 1.2, none), (self.milk, 12, 0.9, none))
        self.receipt = self.order.picking_ids
        product = self.env["product.product"].create({"name": "Freight", "type": "service"})
        self.carrier = self.env["delivery.carrier"].create({"name": "Nordfracht", "product_id": product.id})

    def notice(self, items=None, units=None, **header):
        header = {"shippingNoticeIdentifier": self.number("SN"), "shippingNoticeDate": "2026-03-14", **header}
        if items is None:
            items = [self.shipped(self.juice, 24), self.shipped(self.milk, 12)]
        unit = {"unitIdentifier": "342601234500000015", "unitType": "CARTON", "items": items}
        return {"header": self.header(**header), "transportUnits": units or [unit]}

    def shipped(self, product, quantity, ordered=None, **values):
        ordered = quantity if ordered is None else ordered
        later = {} if ordered == quantity else {"openQuantityAction": "DELIVERED_LATER"}
        return self.item(
            product, orderedQuantity=ordered, shippedQuantity=quantity, unitOfMeasure="EA", **later, **values
        )

    def open_receipts(self):
        return self.order.picking_ids.filtered(lambda receipt: receipt.state not in ("done", "cancel")).sorted("id")

    def moves(self, receipt):
        return {move.product_id: move.product_uom_qty for move in receipt.move_ids if move.state != "cancel"}

    def test_every_row_stands_in_the_receipt(self):
        entry = self.receive("SHIPPING_NOTICE", self.notice(carrier="Nordfracht", trackingNumber="NF-100200"))
        self.assertEqual((entry.state, self.codes(entry)), ("settled", []), entry.issues)
        self.assertEqual(entry.record, self.receipt.id)
        self.assertEqual(self.receipt.procuros_transaction_id, entry.external_id)  # IS1
        self.assertEqual(self.receipt.procuros_connection_id, self.connection)  # IS2
        self.assertEqual(self.receipt.carrier_id, self.carrier)  # IS3
        self.assertEqual(self.receipt.carrier_tracking_ref, "NF-100200")  # IS4
        self.assertEqual(self.receipt.procuros_inc_transaction_status, "processed")  # IS5
        self.assertEqual(self.moves(self.receipt), {self.juice: 24, self.milk: 12})  # IS6
        self.assertNotEqual(self.receipt.state, "done")
        self.assertEqual(self.open_receipts(), self.receipt)
        found = self.env["stock.picking"].search([("procuros_transaction_id", "=", entry.external_id)])
        self.assertEqual(found, self.receipt)

    def test_quantities_are_summed_over_units_sub_units_and_sub_items(self):
        inner = {"unitType": "PACKAGE", "items": [self.shipped(self.juice, 6)]}
        nested = {**self.shipped(self.milk, 2), "subItems": [self.shipped(self.juice, 3)]}
        units = [
            {"unitType": "PALLET", "items": [self.shipped(self.juice, 10)], "transportUnits": [inner]},
            {"unitType": "CARTON", "items": [nested, self.shipped(self.milk, 10)]},
        ]
        entry = self.receive("SHIPPING_NOTICE", self.notice(units=units))
        self.assertEqual(entry.state, "settled", entry.issues)
        self.assertEqual(self.moves(self.receipt), {self.juice: 19, self.milk: 12})
        self.assertEqual(self.moves(self.open_receipts() - self.receipt), {self.juice: 5})

    def test_the_rest_goes_to_a_back_order_that_the_next_notice_finds(self):
        first = self.receive("SHIPPING_NOTICE", self.notice([self.shipped(self.juice, 18, 24)]))
        self.assertEqual((first.state, first.record), ("settled", self.receipt.id), first.issues)
        self.assertEqual(self.moves(self.receipt), {self.juice: 18})
        rest = self.open_receipts() - self.receipt
        self.assertEqual((rest.backorder_id, self.moves(rest)), (self.receipt, {self.juice: 6, self.milk: 12}))
        self.assertFalse(rest.procuros_transaction_id)
        second = self.receive(
            "SHIPPING_NOTICE", self.notice([self.shipped(self.juice, 6), self.shipped(self.milk, 12)])
        )
        self.assertEqual((second.state, second.record), ("settled", rest.id), second.issues)
        self.assertEqual(self.open_receipts(), self.receipt | rest)
        third = self.receive("SHIPPING_NOTICE", self.notice([self.shipped(self.juice, 1)]))
        self.assertEqual(self.codes(third), ["procuros.receipt.none"])

    def test_a_prepared_receipt_can_be_validated(self):
        batches = [{"batchIdentifier": "L-07", "expirationDate": "2027-01-31", "quantity": 12}]
        items = [self.shipped(self.juice, 24), self.shipped(self.milk, 12, batches=batches)]
        self.assertEqual(self.receive("SHIPPING_NOTICE", self.notice(items)).state, "settled")
        self.receipt.button_validate()
        self.assertEqual(self.receipt.state, "done")
        self.assertEqual(self.order.order_line.mapped("qty_received"), [24, 12])

    def test_lots_are_named_where_the_product_tracks_them(self):
        batches = [
            {"batchIdentifier": "L-07", "expirationDate": "2027-01-31", "quantity": 8},
            {"batchIdentifier": "L-08", "expirationDate": "2027-02-28", "quantity": 4},
        ]
        ignored = [{"batchIdentifier": "J-1", "quantity": 24}]
        items = [self.shipped(self.juice, 24, batches=ignored), self.shipped(self.milk, 12, batches=batches)]
        entry = self.receive("SHIPPING_NOTICE", self.notice(items))
        self.assertEqual(entry.state, "settled", entry.issues)
        milk = self.receipt.move_ids.filtered(lambda move: move.product_id == self.milk)
        lots = {line.lot_name: line.quantity for line in milk.move_line_ids}
        self.assertEqual(lots, {"L-07": 8, "L-08": 4})
        if "expiration_date" in milk.move_line_ids._fields:
            self.assertEqual(
                {str(line.expiration_date)[:10] for line in milk.move_line_ids}, {"2027-01-31", "2027-02-28"}
            )
        juice = self.receipt.move_ids - milk
        self.assertFalse(any(juice.move_line_ids.mapped("lot_name")))

    def test_batches_that_do_not_add_up_are_refused(self):
        batches = [{"batchIdentifier": "L-07", "quantity": 8}]
        entry = self.receive("SHIPPING_NOTICE", self.notice([self.shipped(self.milk, 12, batches=batches)]))
        self.assertEqual(self.codes(entry), ["procuros.receipt.batches"])
        self.assertEqual(self.moves(self.receipt), {self.juice: 24, self.milk: 12})

    def test_more_than_was_ordered_is_refused(self):
        entry = self.receive(
            "SHIPPING_NOTICE", self.notice([self.shipped(self.juice, 25), self.shipped(self.milk, 12)])
        )
        self.assertEqual((entry.state, self.codes(entry)), ("quarantined", ["procuros.receipt.more_than_ordered"]))
        self.assertEqual(self.moves(self.receipt), {self.juice: 24, self.milk: 12})
        self.assertFalse(self.receipt.procuros_transaction_id)

    def test_quantities_of_another_unit_are_converted(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        dozen.write({"procuros_unit_type": "CT", "active": True})  # 19 has it archived
        item = {**self.shipped(self.juice, 2), "unitOfMeasure": "CT"}
        entry = self.receive("SHIPPING_NOTICE", self.notice([item, self.shipped(self.milk, 12)]))
        self.assertEqual((entry.state, self.codes(entry)), ("settled", []), entry.issues)
        self.assertEqual(self.moves(self.receipt), {self.juice: 24, self.milk: 12})

    def test_lines_of_one_product_are_told_apart_by_their_number(self):
        none = self.env["account.tax"]
        self.order = self.order_of((self.juice, 10, 1, none), (self.juice, 5, 2, none))
        items = [self.shipped(self.juice, 4, 5, orderLineNumber=2), self.shipped(self.juice, 10, orderLineNumber=1)]
        entry = self.receive("SHIPPING_NOTICE", self.notice(items))
        self.assertEqual(entry.state, "settled", entry.issues)
        receipt = self.env["stock.picking"].browse(entry.record)
        shipped = {move.purchase_line_id: move.product_uom_qty for move in receipt.move_ids}
        self.assertEqual([shipped[line] for line in self.order.order_line], [10, 4])

    def test_a_deposit_that_was_not_ordered_comes_along(self):
        deposit = {**self.shipped(self.deposit, 24), "isDepositItem": True}
        entry = self.receive("SHIPPING_NOTICE", self.notice([self.shipped(self.juice, 24), deposit]))
        self.assertEqual(entry.state, "settled", entry.issues)
        self.assertEqual(self.moves(self.receipt), {self.juice: 24, self.deposit: 24})

    def test_a_carrier_that_nobody_knows_is_a_warning(self):
        entry = self.receive("SHIPPING_NOTICE", self.notice(carrier="Niemand"))
        self.assertEqual((entry.state, self.codes(entry)), ("settled", ["procuros.receipt.carrier"]))
        self.assertFalse(self.receipt.carrier_id)

    def test_what_the_vendor_will_not_deliver_is_said(self):
        item = {**self.shipped(self.juice, 18, 24), "openQuantityAction": "DISCARDED"}
        entry = self.receive("SHIPPING_NOTICE", self.notice([item, self.shipped(self.milk, 12)]))
        self.assertEqual((entry.state, self.codes(entry)), ("settled", ["procuros.receipt.discarded"]))

    def test_everything_that_is_wrong_is_said_at_once(self):
        items = [
            self.shipped(self.juice, -1),
            {**self.shipped(self.milk, 1), "unitOfMeasure": "TU"},
            {**self.shipped(self.milk, 1), "identifiers": [{"identifier": "4006381333931"}]},
        ]
        content = self.notice(items, supplier=self.party("4260123450991"), orderIdentifier="P-NOBODY")
        entry = self.receive("SHIPPING_NOTICE", content)
        codes = self.codes(entry)
        self.assertEqual(codes.count("lookup.unknown"), 3, codes)
        self.assertIn("arrival.negative", codes)
        self.assertIn("procuros.purchase.unknown", codes)

    def test_several_open_receipts_are_nobodys_guess(self):
        move = self.receipt.move_ids[0]
        other = self.receipt.copy({"move_ids": [], "move_line_ids": []})
        move.picking_id = other
        entry = self.receive("SHIPPING_NOTICE", self.notice())
        self.assertEqual(self.codes(entry), ["procuros.receipt.several"] * 2)

    def test_a_newer_version_starts_from_all_that_was_expected(self):
        first = self.receive(
            "SHIPPING_NOTICE", self.notice([self.shipped(self.juice, 18, 24)], shippingNoticeIdentifier="SN-7")
        )
        self.assertEqual(self.moves(self.receipt), {self.juice: 18})
        items = [self.shipped(self.juice, 20, 24), self.shipped(self.milk, 12)]
        second = self.receive("SHIPPING_NOTICE", self.notice(items, shippingNoticeIdentifier="SN-7"))
        self.assertEqual((second.state, second.record), ("settled", first.record), second.issues)
        self.assertEqual(self.moves(self.receipt), {self.juice: 20, self.milk: 12})
        self.assertEqual(self.moves(self.open_receipts() - self.receipt), {self.juice: 4})
        self.assertEqual(self.receipt.procuros_transaction_id, second.external_id)

    def test_a_newer_version_of_a_done_receipt_is_left_to_a_person(self):
        items = [self.shipped(self.juice, 24)]
        first = self.receive("SHIPPING_NOTICE", self.notice(items, shippingNoticeIdentifier="SN-8"))
        self.receipt.button_validate()
        self.assertEqual(self.receipt.state, "done")
        second = self.receive(
            "SHIPPING_NOTICE", self.notice([self.shipped(self.juice, 23, 24)], shippingNoticeIdentifier="SN-8")
        )
        self.assertEqual(self.codes(second), ["procuros.receipt.version_too_late"])
        self.assertIn(first.external_id, str(second.issues))
        self.assertIn(second.external_id, str(second.issues))
