"""What documents became in Odoo's database, read in one go and compared with what they said."""

from collections import Counter, defaultdict
from decimal import Decimal

REFERENCES = (
    "SELECT external_id, flow, model, record FROM sidecar_reference WHERE flow LIKE 'procuros.%.receive' ORDER BY id"
)
SALES = (
    "SELECT o.id, o.procuros_order_identifier, count(l.id), coalesce(sum(l.product_uom_qty), 0) FROM sale_order o"
    " LEFT JOIN sale_order_line l ON l.order_id = o.id AND l.display_type IS NULL GROUP BY o.id"
)
PURCHASES = (
    "SELECT o.id, o.name, o.state, p.barcode, l.product_qty FROM purchase_order o"
    " JOIN purchase_order_line l ON l.order_id = o.id JOIN product_product p ON p.id = l.product_id"
)
MOVES = "SELECT id, ref, move_type, amount_untaxed, amount_total, state FROM account_move WHERE move_type LIKE 'in_%'"
PICKINGS = (
    "SELECT m.picking_id, p.barcode, sum(m.product_uom_qty) FROM stock_move m"
    " JOIN product_product p ON p.id = m.product_id WHERE m.state <> 'cancel' GROUP BY 1, 2"
)
CONFIRMED = {"ACCEPT", "CHANGE"}


class Records:
    """
    :param query: runs one statement on Odoo's database, answering rows of texts
    """

    def __init__(self, query):
        self._references = defaultdict(list)
        for external, flow, model, record in query(REFERENCES):
            self._references[external].append((flow, model, int(record)))
        self._sales = {int(row[0]): (row[1], int(row[2]), Decimal(row[3])) for row in query(SALES)}
        self._moves = {int(row[0]): row[1:] for row in query(MOVES)}
        self._states, self._quantities = {}, defaultdict(Counter)
        for id_, _, state, barcode, quantity in query(PURCHASES):
            self._states[int(id_)] = state
            self._quantities[int(id_)][barcode] += Decimal(quantity)
        self._received = defaultdict(Counter)
        for picking, barcode, quantity in query(PICKINGS):
            if picking:
                self._received[int(picking)][barcode] += Decimal(quantity)

    def taken(self, external):
        """
        :return: flow, model and record that a transaction became; nothing where it became none
        """
        return self._references.get(external)

    def doubled(self):
        """
        :return: a sentence for each document that is in Odoo twice
        """
        found = [
            f"transaction {one} has {len(rows)} references" for one, rows in self._references.items() if len(rows) > 1
        ]
        sales = Counter(number for number, _, _ in self._sales.values() if number)
        found += [f"order {number[:40]} is there {count} times" for number, count in sales.items() if count > 1]
        bills = Counter(move[0] for move in self._moves.values() if move[0])
        return found + [f"bill {number[:40]} is there {count} times" for number, count in bills.items() if count > 1]

    def difference(self, document, said):
        """
        :return: in what Odoo's record differs from the document, or nothing
        """
        _, _, record = self._references[document["procurosTransactionId"]][0]
        return getattr(self, f"_{document['type'].lower()}")(record, said["content"])

    def _order(self, record, content):
        number, lines, quantity = self._sales.get(record, (None, 0, 0))
        wanted = sum(Decimal(str(item["quantity"])) for item in content["items"])
        wanted = (content["header"]["orderIdentifier"], len(content["items"]), wanted)
        return _compare((number, lines, quantity), wanted)

    def _order_response(self, record, content):
        decision = content["header"].get("type")
        differs = _compare(self._states.get(record), "purchase" if decision in CONFIRMED else "cancel")
        confirmed = Counter()
        for item in content.get("items", []):
            confirmed[item["identifiers"][0]["identifier"]] += Decimal(str(item["confirmedQuantity"]))
        return differs or (confirmed and _compare(self._quantities[record], confirmed))

    def _shipping_notice(self, record, content):
        shipped = Counter()
        for unit in content["transportUnits"]:
            for inner in [unit, *unit.get("transportUnits", [])]:
                for item in inner["items"]:
                    shipped[item["identifiers"][0]["identifier"]] += Decimal(str(item["shippedQuantity"]))
        return _compare(self._received[record], shipped)

    def _invoice(self, record, content):
        return self._bill(record, content, "invoiceIdentifier", "in_invoice")

    def _credit_note(self, record, content):
        return self._bill(record, content, None, "in_refund")

    def _bill(self, record, content, number, kind):
        ref, found, untaxed, total, _ = self._moves.get(record, (None,) * 5)
        if number is not None and ref != content["header"][number]:
            return f"its ref is {ref}"
        summary = content["summary"]
        differs = _compare([found, Decimal(untaxed or 0)], [kind, Decimal(str(summary["netAmount"]))])
        # A vendor may round the tax of a rate once; Odoo rounds it line by line.
        cents = abs(Decimal(total or 0) - Decimal(str(summary["grossAmount"]))) * 100
        return differs or (f"Odoo's total is {total}, it said {summary}" if cents > len(content["items"]) else "")


def _compare(found, wanted):
    return "" if found == wanted else f"Odoo has {found}, it said {wanted}"
