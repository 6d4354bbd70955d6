"""The story of a whole sale, with all that the customer gets."""

from demo_company import gln
from demo_story import Story, expect, tell
from demo_trade import SECONDS, fetch, marked, press, sent


def sale(stage, company):
    session = stage.session()
    customer = _customer(session, company)
    values = {
        "number": "B-7001",
        "buyer_gln": gln(7),
        "supplier_gln": gln(1),
        "ship_to_gln": gln(7),
        "bill_to_gln": gln(7),
    }
    barcodes = [session.read("product.product", product, "barcode") for product in company.products[:2]]
    session.write("uom.uom", company.dozen(), procuros_unit_type="CT", active=True)  # 19.0 has it archived
    transaction = stage.partner.gets("order", {**values, "gtin_1": barcodes[0], "gtin_2": barcodes[1]})
    fetch(stage, company)
    [order] = session.find(
        "sale.order", [["procuros_order_identifier", "=", "B-7001"]], ["name", "partner_id", "state"]
    )
    expect(order["partner_id"][0] == customer, f"the customer is found by its GLN, not {order}")
    lines = session.find("sale.order.line", [["order_id", "=", order["id"]]], ["product_uom_qty"], order="id")
    expect([line["product_uom_qty"] for line in lines] == [24, 6], f"24 pieces and 6 cartons, not {lines}")
    status = stage.wait(lambda: marked(stage, transaction), "the order was not marked", SECONDS)
    tell(f"the order B-7001 came in as {order['name']}; Procuros was told: {status}")
    session.call("sale.order", "action_confirm", [order["id"]])
    _deliver(stage, session, order)
    _invoice(stage, session, order)


def _customer(session, company):
    return session.create(
        "res.partner",
        name="Hofladen Wellsee",
        ref=gln(7),
        is_company=True,
        street="Seeweg 3",
        zip="24145",
        city="Kiel",
        country_id=session.ref("base.de"),
        procuros_connection_id=company.connection,
    )


def _deliver(stage, session, order):
    [picking] = session.find("stock.picking", [["sale_id", "=", order["id"]]], ["name"])
    for move in session.find("stock.move", [["picking_id", "=", picking["id"]]], ["product_uom_qty"]):
        session.write("stock.move", move["id"], quantity=move["product_uom_qty"], picked=True)
    session.call("stock.picking", "button_validate", [picking["id"]], context={"skip_backorder": True})
    press(session, "stock.picking", "action_procuros_send", [picking["id"]])
    content = sent(stage, "SHIPPING_NOTICE", picking["name"])
    shipped = [item["shippedQuantity"] for unit in content["transportUnits"] for item in unit["items"]]
    expect(content["header"]["orderIdentifier"] == "B-7001", "the notice names the buyer's order")
    tell(f"{picking['name']} is delivered and announced: {shipped}")


def _invoice(stage, session, order):
    context = {"active_model": "sale.order", "active_ids": [order["id"]], "active_id": order["id"]}
    wizard = session.call(
        "sale.advance.payment.inv", "create", [{"advance_payment_method": "delivered"}], context=context
    )
    session.call("sale.advance.payment.inv", "create_invoices", wizard, context=context)
    [move] = session.find("account.move", [["invoice_origin", "=", order["name"]]], ["journal_id"])
    session.call("account.move", "action_post", [move["id"]])
    press(session, "account.move", "action_procuros_send_invoice", [move["id"]])
    _expect_billed(stage, session, "INVOICE", move["id"])
    values = {"move_ids": [[6, 0, [move["id"]]]], "journal_id": move["journal_id"][0], "reason": "Broken bottles"}
    context = {"active_model": "account.move", "active_ids": [move["id"]]}
    wizard = session.call("account.move.reversal", "create", [values], context=context)
    session.call("account.move.reversal", "refund_moves", wizard, context=context)
    [refund] = session.find("account.move", [["reversed_entry_id", "=", move["id"]]])
    session.call("account.move", "action_post", [refund["id"]])
    press(session, "account.move", "action_procuros_send_credit_note", [refund["id"]])
    _expect_billed(stage, session, "CREDIT_NOTE", refund["id"])


def _expect_billed(stage, session, type_, move):
    row = session.read("account.move", move, "name", "amount_untaxed", "amount_total")
    summary = sent(stage, type_, row["name"])["summary"]
    expect(abs(summary["netAmount"] - row["amount_untaxed"]) < 0.005, f"{row} left as {summary}")
    expect(abs(summary["grossAmount"] - row["amount_total"]) < 0.005, f"{row} left as {summary}")
    tell(f"{type_} {row['name']} left: {summary['netAmount']}, with tax {summary['grossAmount']}")


STORIES = [
    Story("sale", "A full sale: order in, shipping notice, invoice and credit note out", sale),
]
