"""Stories of who may do what: a clerk without rights on settings, a copied database."""

from browser import Browser
from demo_story import Story, expect, expect_sent, send, tell, words_of
from odoo_rpc import OdooError, Session

CLOSED = ["sidecar.connection", "sidecar.credentials", "sidecar.credentials.line", "sidecar.log", "ir.config_parameter"]


def clerk(stage, company):
    order = company.order()
    login, password = company.clerk()
    session = stage.session(login, password)
    tell(send(session, [order]))
    number = session.read("purchase.order", order, "procuros_transaction_id")
    expect(number == expect_sent(stage, order), f"the clerk sees the number, not {number}")
    for model in CLOSED:
        expect(_is_closed(session, model), f"a purchase user cannot read {model}")
    tell(f"the same user may not read {', '.join(CLOSED)}")
    values = company.session.call("sidecar.credentials.line", "search_read", [], ["value", "was_given"])
    expect(not any(row["value"] for row in values), "not even the administrator can read a credential")
    columns = stage.sql(
        "SELECT 1 FROM information_schema.columns WHERE column_name = 'value' AND"
        " table_name = 'sidecar_credentials_line'"
    )
    expect(columns == [], "Odoo's database has no column for credentials")
    tell("not even the administrator gets a credential out again")


def _is_closed(session, model):
    try:
        session.find(model, [], limit=1)
    except OdooError as problem:
        return problem.kind.endswith("AccessError")
    return False


def copied(stage, company):
    order = company.order()
    name, before = company.name(order), stage.partner.posts()
    with stage.copy() as (database, url, neutralize):
        session = Session(url, database)
        reason = _refusal(session, order)
        expect("copy of the database" in reason, f"the copy says why: {reason}")
        tell(f"createdb -T: {name} in the copy says: {reason}")
        with Browser(url, database) as browser:
            browser.open(model="purchase.order", record=order)
            banner = browser.text(".alert-warning")
        expect("copy" in banner, f"the order shows a banner, not: {banner}")
        tell(f"its banner: {banner}")
        neutralize()
        session = Session(url, database)
        states = {row["state"] for row in session.find("sidecar.connection", [], ["state"])}
        expect(states == {"draft"}, f"odoo-bin neutralize sets every connector to draft, not {states}")
        tell(f"neutralized: {_refusal(session, order)}")
    expect(stage.partner.posts() == before, "nothing was sent from the copy")
    send(stage.session(), [order])
    expect_sent(stage, order)
    tell(f"the original still sends: {name} is out, once")


def _refusal(session, order):
    """
    :return: what the dialog says after a click on an order that cannot leave
    """
    outcome = send(session, [order])
    expect(isinstance(outcome, int), f"nothing is sent, not: {outcome}")
    return " ".join(line["message"] for line in words_of(session, outcome))


STORIES = [
    Story("clerk", "A purchase user without rights on settings sends, and cannot read credentials", clerk),
    Story("copy", "A copy of the database sends nothing and says why", copied),
]
