"""A manufacturer whose plants buy through Procurify: its connector, its mapping and what came in, in pictures."""

import demo_pages as pages
from demo_plants import Plants
from screenshot_company import in_company, into_view

VENDOR = "Northwind Tools"
CODES = {"6100": "Shop supplies", "6200": "Repairs", "6990": "Site works"}
SECONDS = 90
HELD = [["state", "=", "quarantined"], ["flow", "=", "procurify.bill.pull"]]


def procurify(camera, stage, _company):
    session = stage.session()
    features = {"group_uom": True, "group_analytic_accounting": True}
    wanted = session.create("res.config.settings", sidecar_socket=str(stage.service.socket), **features)
    session.call("res.config.settings", "execute", [wanted])
    # Who keeps the books sees the accounts of a bill.
    groups = "group_ids" if stage.checkout.number >= (19, 0) else "groups_id"
    session.write("res.users", session.user, **{groups: [[4, session.ref("account.group_account_user")]]})
    plants = _found(stage)
    with in_company(stage, plants.company) as browser:
        picture = type(camera)(browser, camera.folder)
        for part in (connector, codes, tables, fetching, records, quarantine, edited):
            part(picture, stage, plants)
    camera.complaints += picture.complaints


def _found(stage):
    """Two plants, three account codes of which Odoo lacks one, a vendor; an order and two bills."""
    control = stage.procurify.control
    control.departments = {}
    for name in ("Plant North", "Plant South"):
        place = control.make("locations", name=name)
        control.departments[name] = control.make("departments", name="Maintenance", external_id="MNT", location=place)
    for code, text in CODES.items():
        control.make("account-codes", code=code, description=text)
    control.make("vendors", name=VENDOR, type=3, external_id="V-044", email=["ap@northwind.test"], city="Seattle")
    plants = Plants(stage.session(), stage.checkout.series, control).found(without=["6990"])
    plants.connect(stage.procurify.host, stage.procurify.keys)
    return plants


def _on(control, code, plant="Plant North"):
    return {"code": code, "department": control.departments[plant]}


# -- what is set up


def connector(camera, stage, plants):
    browser, session = camera.browser, plants.session
    session.button("sidecar.connection", "action_draft", [plants.connection])
    browser.open(model="sidecar.connection", record=plants.connection)
    camera.take("procurify-connector-draft")
    pages.press(browser, "action_test")
    pages.notification(browser)
    camera.take("procurify-test-passed")
    pages.close_notifications(browser)
    browser.click("button[name='action_credentials']")
    camera.take("procurify-credentials")
    session.button("sidecar.connection", "action_validate", [plants.connection])
    session.write("sidecar.connection", plants.connection, fetch_from="2020-01-01")
    browser.open(model="sidecar.connection", record=plants.connection)
    for tab in ("connection", "streams", "mapping"):
        browser.click(f".o_notebook a[name='procurify_{tab}']")
        camera.take(f"procurify-connector-{tab}")
    browser.click("button[name='action_crons']")
    browser.wait(".o_data_row")
    camera.take("procurify-scheduled-actions")


def codes(camera, stage, plants):
    browser = camera.browser
    browser.open(model="sidecar.connection", record=plants.connection)
    pages.press(browser, "action_procurify_codes")
    browser.wait(pages.ROW)
    camera.take("procurify-codes")
    browser.click(".modal button[name='action_accept']")
    pages.notification(browser)
    camera.take("procurify-codes-mapped")


def tables(camera, stage, plants):
    browser = camera.browser
    for kind in ("account_code", "department", "location", "tax", "unit", "picking_type"):
        browser.open(action=f"sidecar_procurify.procurify_{kind}_action")
        camera.take(f"procurify-mapping-{kind.replace('_', '-')}")
    browser.open(action="sidecar_procurify.procurify_account_code_action")
    browser.click(".o_list_button_add")
    camera.take("procurify-mapping-add")
    browser.open(model="sidecar.connection", record=plants.connection)
    pages.press(browser, "action_procurify_mappings")
    browser.wait(".o_data_row")
    camera.take("procurify-mapping-all")


# -- what comes in


def fetching(camera, stage, plants):
    browser, control = camera.browser, stage.procurify.control
    item = {"name": "Torque wrench", "sku": "TW-10", "quantity": 2, "price": 50, "account": _on(control, "6100")}
    control.make("purchase-orders", vendor=VENDOR, items=[item])
    control.bill(VENDOR, "NW-7781", ("Torque wrench", 2, 50, "6100", control.departments["Plant North"]))
    for number, plant in (("NW-7790", "Plant North"), ("NW-7791", "Plant South")):
        control.bill(VENDOR, number, ("Foundation", 1, 900, "6990", control.departments[plant]))
    browser.open(model="sidecar.connection", record=plants.connection)
    pages.press(browser, "action_dry_run")
    browser.wait(pages.ROW)
    camera.take("procurify-dry-run")
    browser.open(model="sidecar.connection", record=plants.connection)
    pages.press(browser, "action_fetch")
    pages.notification(browser)
    camera.take("procurify-fetch-now")
    stage.wait(lambda: _tick(stage) or plants.session.find("sidecar.entry", HELD), "no bill was held", SECONDS, 0.5)
    browser.open(action="sidecar_procurify.procurify_entry_action")
    camera.take("procurify-documents")


def records(camera, stage, plants):
    browser, session = camera.browser, plants.session
    came = [["procurify_id", "!=", False]]
    [vendor] = session.find("res.partner", came, limit=1)
    browser.open(model="res.partner", record=vendor["id"])
    browser.click(".o_notebook a[name='accounting']")
    into_view(browser, "procurify_id")
    camera.take("procurify-vendor")
    [product] = session.find("product.template", came, limit=1)
    browser.open(model="product.template", record=product["id"])
    camera.take("procurify-item")
    [order] = session.find("purchase.order", came, limit=1)
    browser.open(model="purchase.order", record=order["id"])
    camera.take("procurify-order")
    [bill] = session.find("account.move", [["ref", "=", "NW-7781"]], limit=1)
    browser.open(model="account.move", record=bill["id"])
    camera.take("procurify-bill")
    browser.open(action="account.action_move_in_invoice_type", view="list")
    pages.search(browser, "From Procurify")
    camera.take("procurify-bill-list")


def quarantine(camera, stage, plants):
    """Two bills wait for one account: by cause, on the document, in the dialog."""
    browser, session = camera.browser, plants.session
    browser.open(action="sidecar_procurify.procurify_cause_action")
    camera.take("procurify-held-by-cause")
    browser.open(action="sidecar_procurify.procurify_held_action")
    pages.unfold(browser)
    camera.take("procurify-held")
    held = session.find("sidecar.entry", HELD)
    browser.open(model="sidecar.entry", record=held[0]["id"])
    camera.take("procurify-held-document")
    pages.press(browser, "action_ignore")
    browser.fill(".modal [name='reason'] input", "Entered by hand from the paper")
    camera.take("procurify-dismiss")
    browser.open(model="sidecar.entry", record=held[0]["id"])
    pages.press(browser, "action_link")
    browser.wait(".modal [name='candidate_ids'], .modal [name='procurify_account_id']")
    camera.take("procurify-link")
    account = plants.add_account("6890", "Site works")
    browser.open(model="sidecar.entry", record=held[0]["id"])
    pages.press(browser, "action_link")
    browser.wait(pages.ROW)
    camera.take("procurify-link-candidates")
    browser.click(".modal button[name='action_choose']")
    browser.wait(".modal button[name='action_apply']")
    camera.take("procurify-link-chosen")
    browser.click(".modal button[name='action_apply']")
    pages.notification(browser)
    camera.take("procurify-linked")
    domain = [["ref", "=", "NW-7790"]]
    stage.wait(lambda: _tick(stage) or plants.bills(domain=domain), "it did not go on", SECONDS, 0.5)
    [bill] = plants.bills(domain=domain)
    browser.open(model="account.move", record=bill["id"])
    camera.take("procurify-bill-freed")
    print(f"   booked to account {account}")


def edited(camera, stage, plants):
    """A posted bill changes in Procurify."""
    browser, session, control = camera.browser, plants.session, stage.procurify.control
    [bill] = plants.bills(domain=[["ref", "=", "NW-7781"]])
    session.call("account.move", "action_post", [bill["id"]])
    [number] = [one["id"] for one in control.all("bills") if one.get("invoice_number") == "NW-7781"]
    item = {"description": "Torque wrench", "quantity": 3, "unit_cost": 50, "account": _on(control, "6100")}
    control.edit("bills", number, items=[item])
    session.button("sidecar.connection", "action_fetch", [plants.connection], sidecar_stream="bills")
    stage.wait(lambda: _tick(stage) or session.find("sidecar.entry", HELD), "no change was held", SECONDS, 0.5)
    browser.open(model="account.move", record=bill["id"])
    camera.take("procurify-bill-edited")


def _tick(stage):
    session = stage.session()
    session.call("ir.cron", "method_direct_trigger", [session.ref("sidecar.tick_cron")])
