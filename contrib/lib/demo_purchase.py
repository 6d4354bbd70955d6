"""The story of a whole purchase, with all that the vendor answers."""

from demo_story import Story, expect, expect_sent, send, tell
from demo_trade import bill_of, expect_state, fetch
from demo_vendor import Vendor


def purchase(stage, company):
    session = stage.session()
    session.write("res.partner", company.vendor, procuros_require_order_response=True)
    try:
        order = company.order()
        tell(str(send(session, [order])))
        expect_sent(stage, order)
        expect_state(session, "purchase.order", order, "state", ("draft", "sent"), "waits for the vendor's response")
        vendor = Vendor(stage.partner, session, order)
        _changed(stage, company, vendor, order)
        receipt = _shipped(stage, company, vendor, order)
        _billed(stage, company, vendor, receipt)
    finally:
        session.write("res.partner", company.vendor, procuros_require_order_response=False)


def _changed(stage, company, vendor, order):
    vendor.change(less=2)
    fetch(stage, company)
    session = stage.session()
    expect_state(session, "purchase.order", order, "state", ("purchase",), "is confirmed by the response")
    rows = session.find("purchase.order.line", [["order_id", "=", order]], ["product_qty"], order="id")
    confirmed = [line["quantity"] for line in vendor.lines]
    expect([row["product_qty"] for row in rows] == confirmed, f"the lines are {confirmed}, not {rows}")
    tell(f"the response takes two off the first line; {vendor.order} is confirmed with {confirmed}")


def _shipped(stage, company, vendor, order):
    """
    :return: the receipt, validated
    """
    notice = vendor.ship(less=1)
    fetch(stage, company)
    session = stage.session()
    domain = [["origin", "=", vendor.order], ["procuros_transaction_id", "=", notice]]
    receipts = session.find("stock.picking", domain, ["name", "state"])
    expect(len(receipts) == 1, f"the notice prepared one receipt, not {receipts}")
    [receipt] = receipts
    moves = session.find("stock.move", [["picking_id", "=", receipt["id"]]], ["product_uom_qty"], order="id")
    expected = sorted(line["quantity"] for line in vendor.lines)
    expect(sorted(move["product_uom_qty"] for move in moves) == expected, f"the receipt holds {expected}, not {moves}")
    expect(receipt["state"] != "done", "the receipt is prepared, not validated")
    tell(f"the shipping notice prepared {receipt['name']}; the warehouse validates it")
    session.call("stock.picking", "button_validate", [receipt["id"]], context={"skip_backorder": True})
    return receipt["id"]


def _billed(stage, company, vendor, receipt):
    session = stage.session()
    invoice = vendor.bill(discount=10)
    fetch(stage, company)
    bill = bill_of(session, "in_invoice", invoice)
    said = stage.partner.document(invoice)["summary"]
    row = session.read("account.move", bill, "amount_untaxed", "amount_total", "ref")
    expect(abs(row["amount_untaxed"] - said["netAmount"]) < 0.005, f"the bill says {row}, the vendor {said}")
    expect(abs(row["amount_total"] - said["grossAmount"]) < 0.005, f"the bill says {row}, the vendor {said}")
    tell(f"the bill {row['ref']} came in: {row['amount_untaxed']} and with tax {row['amount_total']}; it is posted")
    session.call("account.move", "action_post", [bill])
    credit = vendor.credit(quantity=1)
    fetch(stage, company)
    refund = bill_of(session, "in_refund", credit)
    row = session.read("account.move", refund, "amount_untaxed", "reversed_entry_id")
    expect(row["reversed_entry_id"][0] == bill, f"the credit note takes back the bill, not {row}")
    expect(abs(row["amount_untaxed"] - vendor.lines[0]["price"]) < 0.005, f"it is about one piece, not {row}")
    tell(f"the credit note over {row['amount_untaxed']} belongs to the bill")


STORIES = [
    Story(
        "purchase",
        "A full purchase: order, response with changed quantity, shipping notice, bill, credit note",
        purchase,
    ),
]
