"""A full purchase between two companies, compared on both sides after each document."""

from collections import defaultdict
from decimal import Decimal

from house import DOZEN


class Trade:
    """
    :param buyer: a House
    :param seller: a House
    :param random: of everything that is left to chance
    """

    def __init__(self, buyer, seller, random):
        self._buyer, self._seller, self._random = buyer, seller, random
        self.differences = []
        # Discounted lines whose rounded amount no price of two digits makes: they leave with a price that does (D-08).
        self.restated = 0
        self._counts = {}
        self._purchases, self._sales = [], []

    def steps(self):
        """
        :return: functions of the number of orders, in the order in which they must be called
        """
        return [self._orders, self._notices, self._invoices, self._credit_notes]

    def figures(self):
        return ", ".join(f"{count} {what}" for what, count in self._counts.items())

    def _expect(self, what, arrived, left):
        if arrived != left:
            self.differences.append(f"{what}: arrived {arrived}, left {left}")

    # -- ORDER

    def _orders(self, count):
        """The buyer orders, the seller finds quotations with the same lines."""
        buyer, seller = self._buyer, self._seller
        self._purchases = buyer.call("purchase.order", "create", [self._order() for _ in range(count)])
        for start in range(0, count, 20):
            buyer.click("purchase.order", "action_procuros_send", self._purchases[start : start + 20])
        seller.fetch()
        for order in self._rows(buyer, "purchase.order", self._purchases, "name"):
            sales = seller.read("sale.order", [["procuros_order_identifier", "=", order["name"]]], "partner_id")
            self._expect(f"{order['name']} at the seller", len(sales), 1)
            for sale in sales:
                self._sales.append(sale["id"])
                self._expect(f"{order['name']}, customer", sale["partner_id"][0], seller.partner)
                left = self._lines(buyer, "purchase.order.line", "order_id", order["id"], "product_qty", "product_uom")
                arrived = self._lines(
                    seller, "sale.order.line", "order_id", sale["id"], "product_uom_qty", "product_uom"
                )
                self._expect(f"{order['name']}, lines", arrived, left)
        self._counts["orders"] = len(self._sales)

    def _order(self):
        """Two to five lines, one of them by the dozen."""
        dozen = self._buyer.read("uom.uom", [["procuros_unit_type", "=", DOZEN]], "id")[0]["id"]
        products = self._random.sample(sorted(self._buyer.products.values()), self._random.randint(2, 5))
        lines = [
            {
                "product_id": product,
                "product_qty": self._random.randint(2, 40),
                "price_unit": self._random.randint(50, 2000) / 100,
                **({"product_uom": dozen} if place == 0 else {}),
            }
            for place, product in enumerate(products)
        ]
        return {"partner_id": self._buyer.partner, "order_line": [[0, 0, line] for line in lines]}

    def _lines(self, house, model, link, record, quantity, unit):
        """
        :return: barcode, quantity and code of the unit of every line, sorted
        """
        rows = house.read(model, [[link, "=", record], ["display_type", "=", False]], "product_id", quantity, unit)
        codes = {row["id"]: row["procuros_unit_type"] for row in house.read("uom.uom", [], "procuros_unit_type")}
        barcodes = {id_: barcode for barcode, id_ in house.products.items()}
        return sorted((barcodes[row["product_id"][0]], row[quantity], codes[row[unit][0]]) for row in rows)

    @staticmethod
    def _rows(house, model, ids, *fields):
        return house.read(model, [["id", "in", ids]], *fields)

    # -- SHIPPING_NOTICE

    def _notices(self, _):
        """The seller confirms with prices and discounts of its own and delivers, every third time short."""
        seller, buyer = self._seller, self._buyer
        for line in seller.read("sale.order.line", [["order_id", "in", self._sales]], "id"):
            price = self._random.randint(50, 2000) / 100
            discount = self._random.choice([0, 0, 5, 12.5])
            seller.call("sale.order.line", "write", [line["id"]], {"price_unit": price, "discount": discount})
        seller.call("sale.order", "action_confirm", self._sales)
        pickings = seller.read("stock.picking", [["sale_id", "in", self._sales]], "name", "sale_id")
        for place, picking in enumerate(pickings):
            self._deliver(picking["id"], is_short=place % 3 == 0)
        for start in range(0, len(pickings), 20):
            ids = [picking["id"] for picking in pickings[start : start + 20]]
            seller.click("stock.picking", "action_procuros_send", ids)
        buyer.fetch()
        numbers = {
            row["id"]: row["procuros_order_identifier"]
            for row in self._rows(seller, "sale.order", self._sales, "procuros_order_identifier")
        }
        for picking in pickings:
            order = numbers[picking["sale_id"][0]]
            domain = [["model", "=", "stock.picking"], ["number", "=", picking["name"]]]
            receipts = [row["record"] for row in buyer.read("sidecar.reference", domain, "record")]
            self._expect(f"receipts of {order}", len(receipts), 1)
            shipped = self._moved(seller, picking["id"], "quantity")
            for receipt in receipts:
                self._expect(f"{order}, shipped", self._moved(buyer, receipt, "product_uom_qty"), shipped)
                buyer.call("stock.picking", "button_validate", [receipt], context={"skip_backorder": True})
        self._counts["shipping notices"] = len(pickings)

    def _deliver(self, picking, is_short):
        """One piece or dozen less of each line, where it is short."""
        seller = self._seller
        for move in seller.read("stock.move", [["picking_id", "=", picking]], "product_uom_qty", "sale_line_id"):
            [line] = seller.read("sale.order.line", [["id", "=", move["sale_line_id"][0]]], "product_uom_qty")
            one = move["product_uom_qty"] / line["product_uom_qty"]
            quantity = move["product_uom_qty"] - (one if is_short else 0)
            seller.call("stock.move", "write", [move["id"]], {"quantity": quantity, "picked": True})
        seller.call("stock.picking", "button_validate", [picking], context={"skip_backorder": True})

    def _moved(self, house, picking, field):
        """
        :return: quantity in the product's own unit, by barcode
        """
        barcodes = {id_: barcode for barcode, id_ in house.products.items()}
        domain = [["picking_id", "=", picking], ["state", "!=", "cancel"]]
        found = defaultdict(Decimal)
        for move in house.read("stock.move", domain, "product_id", "product_uom", field):
            [unit] = house.read("uom.uom", [["id", "=", move["product_uom"][0]]], "factor_inv")
            found[barcodes[move["product_id"][0]]] += Decimal(str(round(move[field] * unit["factor_inv"], 4)))
        return {barcode: quantity.normalize() for barcode, quantity in found.items() if quantity}

    # -- INVOICE and CREDIT_NOTE

    def _invoices(self, _):
        """The seller bills everything; the buyer's bill has the same lines, taxes and totals."""
        seller = self._seller
        context = {"active_model": "sale.order", "active_ids": self._sales}
        for sale in self._sales:  # one by one: Odoo would put the orders of one customer into one invoice
            context = {"active_model": "sale.order", "active_ids": [sale], "active_id": sale}
            values = [{"advance_payment_method": "delivered"}]
            wizard = seller.call("sale.advance.payment.inv", "create", values, context=context)
            seller.call("sale.advance.payment.inv", "create_invoices", wizard, context=context)
        self._bill("out_invoice", "action_procuros_send_invoice", "invoices")

    def _credit_notes(self, _):
        """The seller takes part of each invoice back."""
        seller = self._seller
        posted = seller.read(
            "account.move", [["move_type", "=", "out_invoice"], ["state", "=", "posted"]], "journal_id"
        )
        for move in posted:
            values = {"move_ids": [[6, 0, [move["id"]]]], "journal_id": move["journal_id"][0], "reason": "Broken"}
            context = {"active_model": "account.move", "active_ids": [move["id"]]}
            wizard = seller.call("account.move.reversal", "create", [values], context=context)
            seller.call("account.move.reversal", "refund_moves", wizard, context=context)
        for line in seller.read(
            "account.move.line",
            [["move_id.move_type", "=", "out_refund"], ["display_type", "=", "product"], ["quantity", ">", 1]],
            "move_id",
        ):
            lines = [[1, line["id"], {"quantity": 1}]]
            seller.call("account.move", "write", [line["move_id"][0]], {"invoice_line_ids": lines})
        self._bill("out_refund", "action_procuros_send_credit_note", "credit notes")

    def _bill(self, kind, button, what):
        """Posts and sends every draft of a kind and compares what the buyer gets."""
        seller, buyer = self._seller, self._buyer
        drafts = [
            row["id"] for row in seller.read("account.move", [["move_type", "=", kind], ["state", "=", "draft"]], "id")
        ]
        seller.call("account.move", "write", drafts, {"invoice_date": seller.today})
        seller.call("account.move", "action_post", drafts)
        for start in range(0, len(drafts), 20):
            seller.click("account.move", button, drafts[start : start + 20])
        buyer.fetch()
        for move in self._rows(seller, "account.move", drafts, "name"):
            domain = [["move_type", "=", kind.replace("out", "in")], ["ref", "ilike", move["name"]]]
            arrived = [row["id"] for row in buyer.read("account.move", domain, "id")]
            self._expect(f"{move['name']} at the buyer", len(arrived), 1)
            for bill in arrived:
                self._compare_moves(move["name"], (buyer, bill), (seller, move["id"]))
                buyer.call("account.move", "write", [bill], {"invoice_date": buyer.today})
                buyer.call("account.move", "action_post", [bill])
        self._counts[what] = len(drafts)

    def _compare_moves(self, name, arrived, left):
        self._expect(f"{name}, totals", self._totals(*arrived), self._totals(*left))
        came, went = self._billed(*arrived), self._billed(*left)
        self._expect(f"{name}, lines", len(came), len(went))
        for mine, theirs in zip(came, went, strict=False):
            if mine != theirs and self._is_restated(mine, theirs):
                self.restated += 1
            else:
                self._expect(f"{name}, line", mine, theirs)

    @staticmethod
    def _is_restated(mine, theirs):
        same = {key: value for key, value in mine.items() if key != "price_unit"}
        is_near = abs(mine["price_unit"] - theirs["price_unit"]) < 0.0101
        return theirs["discount"] and is_near and same == {key: theirs[key] for key in same}

    @staticmethod
    def _totals(house, move):
        [row] = house.read("account.move", [["id", "=", move]], "amount_untaxed", "amount_tax", "amount_total")
        return {key: value for key, value in row.items() if key != "id"}

    @staticmethod
    def _billed(house, move):
        """
        :return: barcode, quantity, price, discount, rates of tax and amount of every line, by barcode
        """
        barcodes = {id_: barcode for barcode, id_ in house.products.items()}
        rates = {row["id"]: row["amount"] for row in house.read("account.tax", [], "amount")}
        names = ("quantity", "price_unit", "discount", "price_subtotal")
        rows = house.read(
            "account.move.line",
            [["move_id", "=", move], ["display_type", "=", "product"]],
            *("product_id", "tax_ids", *names),
        )
        lines = [
            {
                "barcode": barcodes[row["product_id"][0]],
                "rates": [rates[tax] for tax in row["tax_ids"]],
                **{name: row[name] for name in names},
            }
            for row in rows
        ]
        return sorted(lines, key=lambda line: line["barcode"])
