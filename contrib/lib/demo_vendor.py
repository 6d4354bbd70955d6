"""A vendor that answers an order of the demo: documents as its own system would write them, strict to the contract."""

from datetime import date, timedelta

from demo_company import gln

RATE = 15  # percent: the tax of Odoo's generic chart of accounts
BUYER, SUPPLIER = gln(1), gln(2)
ADDRESS = {"street": "Marktweg 7", "city": "Kiel", "postalCode": "24103", "countryCode": "DE"}


class Vendor:
    """
    :param partner: the simulated network
    :param session: of an administrator, to read what was ordered
    :param order: id of the purchase order
    """

    def __init__(self, partner, session, order):
        self._partner = partner
        self.order = session.read("purchase.order", order, "name")
        rows = session.find(
            "purchase.order.line", [["order_id", "=", order]], ["product_id", "product_qty", "price_unit", "name"]
        )
        barcodes = session.find("product.product", [["id", "in", [row["product_id"][0] for row in rows]]], ["barcode"])
        by_id = {row["id"]: row["barcode"] for row in barcodes}
        self.lines = [
            {
                "number": place,
                "gtin": by_id[row["product_id"][0]],
                "ordered": row["product_qty"],
                "quantity": row["product_qty"],
                "price": row["price_unit"],
                "name": row["name"],
            }
            for place, row in enumerate(rows, 1)
        ]

    def change(self, less):
        """Confirms the order with less of its first line, three days later.

        :param less: by how much
        """
        self.lines[0]["quantity"] -= less
        header = {
            "type": "CHANGE",
            **self._header("orderResponse", "AB"),
            "requestedDeliveryDate": _day(4),
            "confirmedDeliveryDate": _day(7),
        }
        items = [
            {**self._item(line), "orderedQuantity": line["ordered"], "confirmedQuantity": line["quantity"]}
            for line in self.lines
        ]
        return self._send("ORDER_RESPONSE", {"header": header, "items": items})

    def ship(self, less):
        """Announces what it has confirmed, less of the last line, which will not be delivered any more.

        :param less: by how much
        """
        items = [{**self._item(line), "orderedQuantity": line["quantity"]} for line in self.lines]
        self.lines[-1]["quantity"] -= less
        items[-1]["openQuantityAction"] = "DISCARDED"
        for item, line in zip(items, self.lines, strict=True):
            item.update(shippedQuantity=line["quantity"], description=line["name"])
        content = {
            "header": {**self._header("shippingNotice", "SN"), "expectedDeliveryDate": _day(7)},
            "transportUnits": [{"unitIdentifier": "342601234500000015", "unitType": "CARTON", "items": items}],
        }
        return self._send("SHIPPING_NOTICE", content)

    def bill(self, discount):
        """Bills what was shipped.

        :param discount: percent off every line
        """
        header = {
            **self._header("invoice", "RE"),
            "shippingNoticeIdentifier": self._number("SN"),
            "shippingNoticeDate": _day(5),
            "currency": "EUR",
        }
        return self._send("INVOICE", {"header": header, **self._amounts(self.lines, discount)})

    def credit(self, quantity):
        """Takes so many of the first line back."""
        header = {
            "type": "CORRECTION",
            **self._header("creditNote", "GS"),
            "invoiceIdentifier": self._number("RE"),
            "invoiceDate": _day(0),
            "reason": "Broken bottles",
            "currency": "EUR",
        }
        return self._send(
            "CREDIT_NOTE", {"header": header, **self._amounts([{**self.lines[0], "quantity": quantity}], 0)}
        )

    def _send(self, type_, content):
        """
        :return: the transaction's id
        """
        return self._partner.receives({"type": type_, "content": content})

    def _number(self, prefix):
        return f"{prefix}-{self.order}"

    def _header(self, document, prefix):
        return {
            "buyer": {**_party(BUYER, "Nordmarkt GmbH"), "postalAddress": ADDRESS},
            "supplier": _party(SUPPLIER, "Kelterei Sonnenhof KG"),
            f"{document}Identifier": self._number(prefix),
            f"{document}Date": _day(0),
            "orderIdentifier": self.order,
            "orderDate": _day(0),
        }

    @staticmethod
    def _item(line):
        return {
            "lineNumber": line["number"],
            "orderLineNumber": line["number"],
            "identifiers": [{"identifier": line["gtin"], "domain": "GS1"}],
            "isDepositItem": False,
            "unitOfMeasure": "EA",
        }

    def _amounts(self, lines, discount):
        """Lines and totals that add up to the cent."""
        items, subtotal, tax = [], 0, 0
        for line in lines:
            full = line["quantity"] * line["price"]
            net = round(full * (100 - discount) / 100, 2)
            amount = round(net * RATE / 100, 2)
            subtotal, tax = subtotal + net, tax + amount
            item = {
                **self._item(line),
                "isInvoicedItem": True,
                "quantity": line["quantity"],
                "unitPrice": line["price"],
                "description": line["name"],
                "tax": {"amount": amount, "percentage": RATE},
            }
            items.append({**item, **(_less(full, discount) if discount else {})})
        return {"items": items, "summary": _summary(round(subtotal, 2), round(tax, 2))}


def _party(number, name):
    return {"name": name, "identifiers": [{"identifier": number, "domain": "GS1"}]}


def _less(basis, discount):
    modification = {
        "type": "ALLOWANCE",
        "calculationType": "RELATIVE",
        "reasonCode": "DISCOUNT",
        "percentage": discount,
    }
    return {"modificationGroups": [{"level": 1, "basis": round(basis, 2), "modifications": [modification]}]}


def _summary(net, tax):
    gross = round(net + tax, 2)
    rate = {"percentage": RATE, "taxableAmount": net, "taxAmount": tax, "category": "sales"}
    return {
        "subtotalAmount": net,
        "totalCharges": 0,
        "totalAllowances": 0,
        "netAmount": net,
        "grossAmount": gross,
        "dueAmount": gross,
        "tax": {"total": tax, "items": [rate]},
    }


def _day(days):
    return (date.today() + timedelta(days=days)).isoformat()
