"""The stories of a company whose books are kept in Procountor, as a second company of the same Odoo."""

from demo_finland import Shop
from demo_story import Story, Wrong, expect, tell, words_of

PROPOSAL = "procountor.customer.proposal"
SECONDS = 60


def opening(stage, company):
    """The connector is duplicated from the one that came with the addon, tried and validated."""
    shop = Shop(stage.session(), company.series).found()
    shop.connect(stage.procountor.url, stage.procountor.keys)
    stage.shop = shop
    answer = shop.session.button("sidecar.connection", "action_test", [shop.connection])
    expect(answer.get("tag") == "display_notification", f"every step of the test works, not {answer}")
    tell(answer["params"]["message"])
    shop.validate()


def paid(stage, _company):
    """Sent once, approved there, paid in part and in full; each payment is booked once, in the right journal."""
    shop, control = stage.shop, stage.procountor.control
    invoice = shop.invoice()
    name = shop.session.read("account.move", invoice, "name")
    tell(_press(shop, "action_procountor_send", [invoice]))
    expect(control.numbers().get(name) == 1, f"Procountor holds {name} exactly once, not {control.numbers()}")
    tell(_press(shop, "action_procountor_send", [invoice]))
    expect(control.numbers().get(name) == 1, f"a second click sends nothing, not {control.numbers()}")
    held = control.invoices()[name]
    row = shop.session.read("account.move", invoice, "procountor_invoice_id", "amount_total", "procountor_status")
    expect(row["procountor_invoice_id"] == str(held["id"]), f"{name} shows its id {held['id']}, not {row}")
    control.approve(held["id"])
    control.pay(held["id"], type="REFERENCEPAYMENT", amount=500)
    tell(_press(shop, "action_procountor_fetch_payments", [invoice]))
    _expect_paid(shop, invoice, ["partial"], 1)
    control.pay(held["id"], type="CASH", amount=60.35)
    control.pay(held["id"], type="BANKSTATEMENT")
    for _ in range(2):
        tell(_press(shop, "action_procountor_fetch_payments", [invoice]))
    payments = _expect_paid(shop, invoice, ["paid", "in_payment"], 3)
    cash = [row["amount"] for row in payments if row["journal_id"][0] == shop.cash_journal]
    expect(cash == [60.35], f"cash went to the cash journal, not {payments}")


def _expect_paid(shop, invoice, states, count):
    """
    :return: the payments of the invoice
    """
    row = shop.session.read("account.move", invoice, "payment_state", "amount_residual")
    expect(row["payment_state"] in states, f"the invoice is {states[0]}, not {row}")
    domain = [["procountor_payment_event_id", "!=", False]]
    payments = shop.session.find("account.payment", domain, ["amount", "journal_id"])
    expect(len(payments) == count, f"{count} payments were booked, not {payments}")
    tell(f"{row['payment_state']}, {row['amount_residual']:.2f} left to be paid")
    return payments


def bills(stage, _company):
    """A bill comes in with its account; one with an account that Odoo lacks is held until it is made."""
    shop, control = stage.shop, stage.procountor.control
    shop.partner("Puutavara Oy", company_registry="0737546-2", supplier_rank=1)
    good = control.bill("T-100", "4000", 100)
    _fetch_bills(stage, shop)
    [bill] = _bills(shop, "T-100")
    expect(abs(bill["amount_total"] - 125.5) < 0.005, f"the bill {good} is about 125.50, not {bill}")
    tell(f"the bill T-100 of {bill['partner_id'][1]} came in: {bill['amount_total']}")
    control.bill("T-200", "4470", 80)
    _fetch_bills(stage, shop)
    expect(not _bills(shop, "T-200"), "a bill with an unknown account is not imported")
    [held] = shop.session.find(
        "sidecar.entry", [["state", "=", "quarantined"], ["flow", "=", "procountor.bill.pull"]], ["issues"]
    )
    words = " ".join(issue["message"] for issue in held["issues"])
    expect("4470" in words, f"the account is named, not: {words}")
    tell(words)
    shop.add_account("4470", "Subcontracting of timber work")
    stage.wait(lambda: _tick(stage) or _bills(shop, "T-200"), "the bill did not go on", 90, 1)
    tell("the account was made: the bill went on by itself")


def customers(stage, _company):
    """The wizard: customers are fetched, found in Odoo by their business ID, or added."""
    shop, control = stage.shop, stage.procountor.control
    control.generate(7, customers=8)
    [known, *_] = [one for one in control.partners() if one["type"] == "CUSTOMER" and _business_id(one)]
    partner = shop.partner(f"{known['name']} as Odoo has it", company_registry=_business_id(known))
    rows = fetch_rows(stage, shop, PROPOSAL)
    shop.session.button(PROPOSAL, "action_match", rows)
    [row] = shop.session.find(PROPOSAL, [["partner_id", "=", partner]], ["action", "reason_text"])
    expect(row["action"] == "update", f"the known one is to be updated, not {row}")
    tell(f"{known['name']} is found: {row['reason_text']}")
    added = shop.session.find(PROPOSAL, [["id", "in", rows], ["action", "=", "add"]], ["name"])
    expect(added, "others are to be added")
    shop.session.button(PROPOSAL, "action_accept", [row["id"], added[0]["id"]])
    linked = shop.session.read("res.partner", partner, "procountor_customer_id")
    expect(linked == str(known["id"]), f"the known one has its id {known['id']}, not {linked}")
    domain = [["name", "=", added[0]["name"]], ["procountor_customer_id", "!=", False]]
    expect(len(shop.session.find("res.partner", domain)) == 1, f"{added[0]['name']} was added once, with its id")
    tell(f"{added[0]['name']} was added; the other {len(rows) - 2} rows wait for a decision")


def _business_id(partner):
    return (partner.get("invoicingInfo") or {}).get("identifier")


def fetch_rows(stage, shop, model):
    """Presses *Fetch …* on the connector.

    :return: ids of the rows that wait for a decision
    """
    button = f"action_procountor_fetch_{'customers' if 'customer' in model else 'products'}"
    shop.session.button("sidecar.connection", button, [shop.connection])
    domain = [["connection_id", "=", shop.connection]]

    def rows():
        return [row["id"] for row in shop.session.find(model, domain)]

    return stage.wait(rows, "no rows came", SECONDS, 0.5)


def _bills(shop, number):
    return shop.session.find("account.move", [["ref", "=", number]], ["amount_total", "partner_id", "state"])


def _fetch_bills(stage, shop):
    """Presses *Fetch* on the connector; the scheduled action brings everything into Odoo."""
    shop.session.button("sidecar.connection", "action_fetch", [shop.connection])

    def is_taken():
        _tick(stage)
        waiting = [["flow", "=", "procountor.bill.pull"], ["state", "in", ["pending", "delivered"]]]
        return not shop.session.find("sidecar.entry", waiting)

    stage.wait(is_taken, "not every bill came in", SECONDS, 0.5)


def _tick(stage):
    session = stage.session()
    session.call("ir.cron", "method_direct_trigger", [session.ref("sidecar.tick_cron")])


def _press(shop, button, moves):
    """
    :return: what the notification says
    :raises Wrong: when a dialog shows an error
    """
    answer = shop.session.button("account.move", button, moves)
    if answer.get("tag") == "display_notification":
        return answer["params"]["message"]
    lines = words_of(shop.session, answer["res_id"])
    errors = [line["message"] for line in lines if line["severity"] == "error"]
    if errors:
        raise Wrong(f"{button}: {errors}")
    return "\n".join(line["message"] for line in lines)


STORIES = [
    Story("procountor", "A second company keeps its books in Procountor: its connector", opening, is_needed=True),
    Story("procountor-paid", "An invoice goes to Procountor, and is paid in part and in full", paid),
    Story("procountor-bills", "Vendor bills come from Procountor; one waits for its account", bills),
    Story("procountor-customers", "Customers of Procountor are found in Odoo or added", customers),
]
