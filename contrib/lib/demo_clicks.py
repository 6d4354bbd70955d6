"""Stories of a clerk's clicks: the connector, the button, the Action menu, an order with three faults."""

import json

import demo_pages as pages
from demo_company import gln, gtin
from demo_story import Story, expect, expect_sent, send, tell, words_of

MENDED = {"ref": gln(9), "barcode": gtin(990), "procuros_unit_type": "CT"}


def connector(stage, company):
    connection = company.connect(stage.partner.url, stage.service.socket)
    held = pages.enter_credentials(stage.browser, connection, stage.token)
    expect("sidecar holds them" in held, f"the credentials are taken, not: {held}")
    tell("typed the token into the dialog; Odoo says: The sidecar holds them now.")
    pages.press(stage.browser, "action_test")
    words = pages.notification(stage.browser)
    expect("works" in words, f"the test succeeds, not: {words}")
    tell(words)
    pages.press(stage.browser, "action_validate")
    state = stage.session().read("sidecar.connection", connection, "state")
    expect(state == "validated", f"the connector is validated, not {state}")
    tell("validated")


def first_click(stage, company):
    order = company.order(lines=3)
    name = company.name(order)
    words = pages.send_from_form(stage.browser, order)
    number = expect_sent(stage, order)
    expect(number in words, f"the notification names {number}: {words}")
    expect(number in stage.browser.text(".o_form_view"), "the form shows the transaction number")
    tell(f"pressed Send Order to Procuros; {name} shows transaction {number}")
    state = stage.session().read("purchase.order", order, "state")
    expect(state == "purchase", f"the order is confirmed, as its vendor needs no response, not {state}")
    stage.wait(lambda: _entry_state(stage, order) == "settled", "the entry did not become settled", 10)
    tell("both sides know: the ledger entry is settled")
    _show_log(stage, order)


def _entry_state(stage, order):
    rows = stage.sql(f"SELECT state FROM sidecar_entry WHERE record = {order} AND model = 'purchase.order'")
    return rows and rows[0][0]


def _show_log(stage, order):
    """The log holds exactly what the partner got, and no token."""
    domain = [["model", "=", "purchase.order"], ["record", "=", order], ["method", "=", "POST"]]
    [log] = stage.session().find("sidecar.log", domain, ["request_body", "url", "status"])
    [held] = stage.partner.transactions(stage.session().read("purchase.order", order, "name"))
    exact = json.dumps(json.loads(held["raw"]), indent=2, ensure_ascii=False)
    expect(exact in log["request_body"], f"the log shows what was sent:\n{exact}\nnot:\n{log['request_body']}")
    expect(stage.token not in log["request_body"], "the log holds no token")
    tell(f"the log shows {log['status']} and the exact JSON, without the token:\n{exact}")


def list_action(stage, company):
    order = company.order()
    words = pages.send_from_list(stage.browser, company.name(order), "Send Order to Procuros")
    number = expect_sent(stage, order)
    expect(number in words, f"the notification names {number}: {words}")
    tell(f"ticked {company.name(order)} in the list and chose the action; it shows {number}")


def three_faults(stage, company):
    vendor = company.vendor_without_gln()
    product = company.product("Seasonal vegetables")
    order = company.order(vendor=vendor, first=product, unit=company.dozen())
    browser, session = stage.browser, stage.session()
    browser.open(model="purchase.order", record=order)
    pages.press(browser, "action_procuros_send")
    browser.wait(pages.ROW)
    shown = browser.text(".modal")
    issues = words_of(session, session.find("sidecar.outcome", [], order="id desc", limit=1)[0]["id"])
    for issue in issues:
        tell(f"- {issue['message']} {issue['repair']}")
        expect(issue["message"] in shown, f"the dialog shows: {issue['message']}")
    expect(len(issues) == 3, f"three issues are shown, not {len(issues)}")
    expect(stage.partner.holds(company.name(order)) == 0, "nothing was sent")
    for issue in issues:
        _mend(session, issue)
    tell("each line opened its record; a GLN, a barcode and a unit code are entered")
    words = send(session, [order])
    tell(str(words))
    expect_sent(stage, order)


def _mend(session, issue):
    """Follows the line's link and fills in the field."""
    link = session.button("sidecar.outcome.line", "action_open", [issue["id"]])
    expect((link["res_model"], link["res_id"]) == (issue["model"], issue["record"]), f"{issue} opens its record")
    fields = {"res.partner": "ref", "product.product": "barcode", "uom.uom": "procuros_unit_type"}
    field = fields[link["res_model"]]
    session.write(link["res_model"], link["res_id"], **{field: MENDED[field]})


def lost_answer(stage, company):
    order = company.order()
    stage.partner.misbehave("reply-lost:1 times")
    before = stage.partner.posts()
    words = send(stage.session(), [order])
    expect_sent(stage, order)
    expect(stage.partner.posts() == before + 1, f"one POST was made, not {stage.partner.posts() - before}")
    tell(f"one POST, its answer lost, looked up. {words}")


STORIES = [
    Story("connector", "The connector is set up on Odoo's pages: credentials, test, validate", connector, True),
    Story("first-click", "An order is read, checked, sent, logged and written back by one button", first_click),
    Story("list-action", "The same from the list, by the Action menu", list_action),
    Story("three-faults", "An order with three faults shows all three with links; mended, it goes out", three_faults),
    Story("lost-answer", "Procuros takes the order, but its answer is lost: looked up, never sent twice", lost_answer),
]
