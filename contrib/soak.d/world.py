"""A company with customers, vendors, products, orders and bills, made in bulk, for documents that come in."""

from demo_company import gln, gtin

DAY = "2025-03-10"
GOODS = ("Apple juice", "Pear juice", "Cherry nectar", "Elderflower syrup", "Rye flour", "Plum jam", "Oat flakes")
RATE = 15  # percent: the tax of Odoo's generic chart of accounts
STEPS = {
    "asked": ["ORDER_RESPONSE", "SHIPPING_NOTICE", "INVOICE"],
    "ordered": ["SHIPPING_NOTICE", "INVOICE"],
    "billed": ["CREDIT_NOTE"],
}


class World:
    """
    :param call: calls a method of a model, as the administrator
    :param connection: id of the connection
    :param own: GLN under which partners know the company
    """

    def __init__(self, call, connection, own):
        self._call, self._connection, self._own = call, connection, own
        self._numbers = iter(range(1, 100_000))

    def found(self, orders):
        """Makes everything.

        :param orders: how many purchase orders of each kind, by the keys of STEPS
        :return: the `world` of `POST /_sandbox/generate`
        """
        self._use_euros()
        customers = [self._partner(f"Hofladen {number}", gln(number)) for number in range(10, 30)]
        vendors = [self._partner(f"Kelterei {number}", gln(number), customer=False) for number in range(30, 36)]
        products = self._products(21)
        made = [one for kind, count in orders.items() for one in self._orders(kind, count, vendors, products)]
        return {
            "company": {"gln": self._own, "name": "Nordmarkt GmbH"},
            "customers": [_told(partner) for partner in customers],
            "suppliers": [_told(partner) for partner in vendors],
            "products": [{**_told(product), "tax": RATE} for product in products],
            "orders": made,
        }

    def _use_euros(self):
        [euro] = self._call("res.currency", "search", [["name", "=", "EUR"]], context={"active_test": False})
        self._call("res.currency", "write", [euro], {"active": True})
        [company] = self._call("res.company", "search", [], limit=1)
        self._call("res.company", "write", [company], {"currency_id": euro, "name": "Nordmarkt GmbH"})

    def _partner(self, name, number, customer=True):
        values = {"name": name, "ref": number, "is_company": True, "procuros_connection_id": self._connection}
        if not customer:
            values["procuros_require_order_response"] = True
        [partner] = self._call("res.partner", "create", [values])
        return {"id": partner, "gln": number, "name": name}

    def _products(self, count):
        rows = [
            {
                "name": f"{GOODS[place % len(GOODS)]} {place}",
                "barcode": gtin(301 + place),
                "standard_price": 1 + place / 4,
            }
            for place in range(count)
        ]
        ids = self._call("product.product", "create", rows)
        return [
            {"id": id_, "gtin": row["barcode"], "name": row["name"], "price": row["standard_price"]}
            for id_, row in zip(ids, rows, strict=True)
        ]

    def _orders(self, kind, count, vendors, products):
        """
        :return: so many purchase orders of a kind, as the generator takes them
        """
        plans = [_plan(next(self._numbers), vendors, products) for _ in range(count)]
        ids = self._call("purchase.order", "create", [plan["values"] for plan in plans]) if plans else []
        if kind == "asked":
            self._call("purchase.order", "write", ids, {"state": "sent"})
        else:
            self._call("purchase.order", "button_confirm", ids)
        rows = self._call("purchase.order", "read", ids, ["name", "order_line"])
        told = []
        for plan, row in zip(plans, rows, strict=True):
            order = {"number": row["name"], "expects": STEPS[kind], **plan["told"]}
            if kind == "billed":
                order["invoice"] = {"number": f"BILL-{row['name']}", "date": "2025-03-20"}
            told.append(order)
        if kind == "billed":
            self._bill(plans, rows, told)
        return told

    def _bill(self, plans, rows, told):
        """Posts a bill over all of each order, under the vendor's number."""
        bills = [
            _bill(plan["values"], row["order_line"], order["invoice"])
            for plan, row, order in zip(plans, rows, told, strict=True)
        ]
        ids = self._call("account.move", "create", bills)
        for start in range(0, len(ids), 50):
            self._call("account.move", "action_post", ids[start : start + 50])


def _plan(number, vendors, products):
    """What an order of this number holds: for Odoo, and for the generator."""
    vendor = vendors[number % len(vendors)]
    chosen = [products[(number + step * 7) % len(products)] for step in range(1 + number % 3)]
    lines = [(product, 6 * (1 + (number + place) % 5), product["price"]) for place, product in enumerate(chosen)]
    return {
        "values": {
            "partner_id": vendor["id"],
            "date_order": f"{DAY} 09:00:00",
            "order_line": [[0, 0, _order_line(*line)] for line in lines],
        },
        "told": {
            "supplier": vendor["gln"],
            "date": DAY,
            "lines": [
                {"number": place + 1, "gtin": product["gtin"], "quantity": quantity, "price": price}
                for place, (product, quantity, price) in enumerate(lines)
            ],
        },
    }


def _order_line(product, quantity, price):
    return {"product_id": product["id"], "product_qty": quantity, "price_unit": price}


def _bill(order, line_ids, invoice):
    """A vendor's bill over all of an order."""
    lines = [
        {
            "product_id": line["product_id"],
            "quantity": line["product_qty"],
            "price_unit": line["price_unit"],
            "purchase_line_id": id_,
        }
        for (_, _, line), id_ in zip(order["order_line"], line_ids, strict=True)
    ]
    return {
        "move_type": "in_invoice",
        "partner_id": order["partner_id"],
        "ref": invoice["number"],
        "invoice_date": invoice["date"],
        "invoice_line_ids": [[0, 0, line] for line in lines],
    }


def _told(record):
    return {key: value for key, value in record.items() if key != "id"}
