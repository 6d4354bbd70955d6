"""The stories of a manufacturer whose five plants buy through Procurify, as a further company of the same Odoo."""

from demo_plants import PLANTS, Plants
from demo_story import Story, expect, tell

VENDORS = ["Northwind Tools", "Harbor Steel Supply"]
ORDERED = "procurify.order.pull"
BILLED = "procurify.bill.pull"
SECONDS = 90


def opening(stage, company):
    """Plants, departments and account codes are in Procurify; Odoo has their cost centres; the connector is tried."""
    control = stage.procurify.control
    for number, name in enumerate(PLANTS, 1):
        place = control.make("locations", name=name, external_id=f"P{number}")
        control.make("departments", name="Maintenance", external_id="MNT", location=place)
    for code, text in {"6100": "Shop supplies", "6200": "Repairs", "6990": "Site works"}.items():
        control.make("account-codes", code=code, description=text)
    for name in VENDORS:
        control.make("vendors", name=name, type=3, email=["ap@example.test"], city="Seattle", country="US")
    plants = Plants(stage.session(), company.series, control).found(without=["6990"])
    stage.plants = plants
    plants.connect(stage.procurify.host, stage.procurify.keys)
    answer = plants.session.button("sidecar.connection", "action_test", [plants.connection])
    expect(answer.get("tag") == "display_notification", f"every step of the test works, not {answer}")
    tell(answer["params"]["message"])


def orders(stage, _company):
    """Vendors and an order of each plant arrive; what was ordered is confirmed, on the plant's cost centre."""
    plants, control = stage.plants, stage.procurify.control
    for number, name in enumerate(PLANTS):
        line = {
            "name": "Torque wrench",
            "sku": "TW-10",
            "quantity": 2,
            "price": 50,
            "account": account(number, "6100"),
        }
        control.make("purchase-orders", vendor=VENDORS[number % 2], items=[line], comment=f"for {name}")
    _rehearse(plants)
    fetch(stage)
    vendors = plants.session.find("res.partner", [["name", "in", VENDORS]], ["supplier_rank", "city"])
    expect(len(vendors) == 2 and all(one["supplier_rank"] for one in vendors), f"two vendors arrived, not {vendors}")
    rows = _arrived(plants, "purchase.order", ["partner_ref", "state", "amount_untaxed"])
    expect(len(rows) == len(PLANTS), f"an order of each plant arrived, not {rows}: {_held(plants)}")
    expect({row["state"] for row in rows} <= {"purchase", "done"}, f"they are confirmed, not {rows}")
    expect({row["amount_untaxed"] for row in rows} == {100.0}, f"each is about 100, not {rows}")
    tell(f"{', '.join(one['name'] for one in _named(plants, vendors))} and {len(rows)} orders arrived")


def _rehearse(plants):
    """The dry run says what would come, and nothing comes."""
    action = plants.session.button("sidecar.connection", "action_dry_run", [plants.connection])
    lines = plants.session.find(
        "sidecar.rehearsal.line", [["rehearsal_id", "=", action["res_id"]]], ["name", "outcome"]
    )
    new = [line["name"] for line in lines if line["outcome"] == "created"]
    expect(sum(name.startswith("ORDER") for name in new) == len(PLANTS), f"it names each order, not {lines}")
    expect(not _arrived(plants, "purchase.order", ["id"]), "a dry run makes no order")
    tell(f"dry run: {len(new)} documents would come, nothing was written")


def bills(stage, _company):
    """A bill of each plant arrives with account and cost centre; one waits for its account and goes on by itself."""
    plants, control = stage.plants, stage.procurify.control
    for number in range(len(PLANTS)):
        control.make(
            "bills",
            vendor=VENDORS[number % 2],
            invoice_number=f"NW-{number + 1}",
            status=2,
            items=[{"description": "Drill bits", "quantity": 1, "unit_cost": 75, "account": account(number, "6200")}],
        )
    work = {"description": "Foundation", "quantity": 1, "unit_cost": 900, "account": account(0, "6990")}
    control.make("bills", vendor=VENDORS[0], invoice_number="NW-900", status=2, items=[work])
    fetch(stage)
    rows = plants.bills("ref", "amount_total", "state")
    expect(sorted(row["ref"] for row in rows) == [f"NW-{number + 1}" for number in range(5)], f"five bills, not {rows}")
    _expect_cost_centres(plants)
    [held] = plants.session.find("sidecar.entry", [["state", "=", "quarantined"], ["flow", "=", BILLED]], ["issues"])
    words = " ".join(issue["message"] for issue in held["issues"])
    expect("6990" in words, f"the account is named, not: {words}")
    tell(words)
    plants.add_account("6990", "Site works")
    stage.wait(lambda: tick(stage) or plants.bills(domain=[["ref", "=", "NW-900"]]), "it did not go on", SECONDS, 1)
    tell("the account was made: the bill went on by itself")
    expect(control.writes() == [], f"nothing but reading was asked of Procurify, not {control.writes()}")


def _expect_cost_centres(plants):
    """Each bill's cost is on its own plant and on its department."""
    domain = [["move_id.move_type", "=", "in_invoice"], ["display_type", "=", "product"]]
    lines = plants.session.find("account.move.line", domain, ["analytic_distribution", "account_id", "price_subtotal"])
    used = [{int(id_) for key in row["analytic_distribution"] or {} for id_ in key.split(",")} for row in lines]
    rows = plants.session.find("account.analytic.account", [["id", "in", sorted(set().union(*used))]], ["name"])
    names = {row["id"]: row["name"] for row in rows}
    found = sorted(tuple(sorted(names[id_] for id_ in ids)) for ids in used)
    expect(found == sorted(tuple(sorted([name, "Maintenance"])) for name in PLANTS), f"five cost centres, not {found}")
    tell(f"{len(found)} bills, each on {rows[0]['name'] if len(rows) == 1 else 'its own plant and department'}")


def account(number, code):
    """The budget of a plant's department for an account code; departments of all plants have one name."""
    return {"code": code, "department": number + 1}


def _named(plants, records):
    return plants.session.find("res.partner", [["id", "in", [one["id"] for one in records]]], ["name"])


def _arrived(plants, model, fields):
    domain = [["company_id", "=", plants.company], ["procurify_id", "!=", False]]
    return plants.session.find(model, domain, fields)


def _held(plants):
    """
    :return: what became of each document that came in
    """
    return plants.session.find("sidecar.entry", [["flow", "=", ORDERED]], ["state", "issues"])


def fetch(stage):
    """Presses *Fetch* on the connector; the scheduled action brings everything into Odoo."""
    plants = stage.plants
    plants.session.button("sidecar.connection", "action_fetch", [plants.connection])

    def is_taken():
        tick(stage)
        waiting = [["flow", "=like", "procurify.%"], ["state", "in", ["pending", "delivered"]]]
        return not plants.session.find("sidecar.entry", waiting)

    stage.wait(is_taken, "not everything came in", SECONDS, 0.5)


def tick(stage):
    session = stage.session()
    session.call("ir.cron", "method_direct_trigger", [session.ref("sidecar.tick_cron")])


STORIES = [
    Story("procurify", "Five plants buy through Procurify: a third company's connector", opening, is_needed=True),
    Story("procurify-orders", "Vendors and orders arrive from Procurify", orders),
    Story("procurify-bills", "Bills arrive on their cost centres; one waits for its account", bills),
]
