"""A company whose books are kept in Procountor: its connector, its documents and its registers, in pictures.

The browser signs in anew, with the Finnish company as the user's own: what it shows is of one company.
"""

import demo_pages as pages
from demo_finland import Shop
from screenshot_company import in_company, into_view

CUSTOMERS = "procountor.customer.proposal"
PRODUCTS = "procountor.product.proposal"
CHOICES = {CUSTOMERS: "procountor_customer_proposal_action", PRODUCTS: "procountor_product_proposal_action"}
SECONDS = 60


def procountor(camera, stage, _company):
    session = stage.session()
    features = {"group_uom": True, "group_analytic_accounting": True}
    wanted = session.create("res.config.settings", sidecar_socket=str(stage.service.socket), **features)
    session.call("res.config.settings", "execute", [wanted])
    shop = Shop(session, stage.checkout.series).found()
    with in_company(stage, shop.company) as browser:
        picture = type(camera)(browser, camera.folder)
        for part in (connector, settings, sending, lists, paying, bills, customers, products, progress):
            part(picture, stage, shop)
    camera.complaints += picture.complaints


# -- what is set up


def connector(camera, stage, shop):
    browser = camera.browser
    connection = shop.connect(stage.procountor.url, stage.procountor.keys)
    browser.open(model="sidecar.connection", record=connection)
    camera.take("procountor-connector-draft")
    pages.press(browser, "action_test")
    pages.notification(browser)
    camera.take("procountor-test-passed")
    shop.validate()
    browser.open(model="sidecar.connection", record=connection)
    for tab in ("connection", "sending", "fetching"):
        browser.click(f".o_notebook a[name='procountor_{tab}']")
        camera.take(f"procountor-connector-{tab}")
    browser.click(".o_notebook a[name='procountor_sending']")
    into_view(browser, "procountor_vat_status_ids")
    camera.take("procountor-connector-vat")
    pages.press(browser, "action_procountor_fetch_settings")
    pages.notification(browser)
    camera.take("procountor-vat-fetched")


def settings(camera, stage, shop):
    """Company, fiscal position, tax, analytic account."""
    browser, session = camera.browser, shop.session
    session.write("res.company", shop.company, procountor_connection_id=shop.connection)
    browser.open(model="res.company", record=shop.company)
    browser.click(".o_notebook a[name='procountor_integration']")
    camera.take("procountor-company")
    [status] = session.find("procountor.vat.status", [["connection_id", "=", shop.connection]], limit=1, offset=1)
    position = session.create(
        "account.fiscal.position",
        name="Customers outside the EU",
        procountor_vat_status_id=status["id"],
        procountor_vat_country_id=session.ref("base.fi"),
    )
    browser.open(model="account.fiscal.position", record=position)
    camera.take("procountor-fiscal-position")
    browser.open(model="account.tax", record=shop.taxes["sale"][25.5])
    browser.click(".o_notebook a[name='advanced_options']")
    camera.take("procountor-tax")
    [item] = session.find("procountor.dimension.item", [["connection_id", "=", shop.connection]], limit=1) or [None]
    [plan] = session.find("account.analytic.plan", [], limit=1)
    account = session.create("account.analytic.account", name="Harbour warehouse", plan_id=plan["id"])
    if item:
        session.write("account.analytic.account", account, procountor_dimension_item=item["id"])
    browser.open(model="account.analytic.account", record=account)
    camera.take("procountor-analytic-account")


# -- what is sent


def sending(camera, stage, shop):
    browser, session = camera.browser, shop.session
    session.write("sidecar.connection", shop.connection, procountor_create_customers=True)
    invoice = shop.sent = shop.invoice()
    browser.open(model="account.move", record=invoice)
    camera.take("procountor-invoice-not-sent")
    pages.press(browser, "action_procountor_preview")
    browser.wait(".modal")
    camera.take("procountor-invoice-preview")
    browser.click(".modal .o_notebook .nav-item:last-child .nav-link")
    camera.take("procountor-invoice-preview-payload")
    browser.open(model="account.move", record=invoice)
    pages.press(browser, "action_procountor_send")
    pages.notification(browser)
    camera.take("procountor-invoice-sent")
    faulty = shop.invoice(customer=shop.partner("Virhe Oy", company_registry="1234567-2", email="laskut@virhe"))
    browser.open(model="account.move", record=faulty)
    pages.press(browser, "action_procountor_send")
    browser.wait(pages.ROW)
    camera.take("procountor-invoice-issues")
    browser.open(model="account.move", record=faulty)
    camera.take("procountor-invoice-with-issues")
    browser.open(model="res.partner", record=shop.customer)
    browser.click(".o_notebook a[name='accounting']")
    into_view(browser, "procountor_invoice_channel")
    camera.take("procountor-partner")
    template = session.read("product.product", shop.products["Consulting"], "product_tmpl_id")[0]
    browser.open(model="product.template", record=template)
    camera.take("procountor-product")
    browser.open(model="uom.uom", record=session.ref("uom.product_uom_unit"))
    camera.take("procountor-unit")


def lists(camera, stage, shop):
    browser, session = camera.browser, shop.session
    others = [shop.invoice(("Oak table", count, 890, 25.5)) for count in (1, 2)]
    browser.open(action="account.action_move_out_invoice_type", view="list")
    camera.take("procountor-invoice-list")
    pages.search(browser, "Not sent to Procountor")
    camera.take("procountor-invoice-list-not-sent")
    pages.open_action_menu(browser, session.read("account.move", others[0], "name"))
    camera.take("procountor-invoice-list-actions")
    pages.choose(browser, "Send selected invoices to Procountor")
    pages.notification(browser)
    camera.take("procountor-invoice-list-sent")


# -- what comes in


def paying(camera, stage, shop):
    """A part by reference payment, cash, and the rest through the bank."""
    browser, session, control = camera.browser, shop.session, stage.procountor.control
    held = control.invoices()[session.read("account.move", shop.sent, "name")]["id"]
    control.approve(held)
    browser.open(model="account.move", record=shop.sent)
    pages.press(browser, "action_procountor_fetch_payments")
    browser.wait(f"{pages.ROW}, {pages.NOTIFICATION}")
    camera.take("procountor-payments-none")
    for amount, kind in ((500, "REFERENCEPAYMENT"), (60.35, "CASH")):
        control.pay(held, type=kind, amount=amount)
    browser.open(model="account.move", record=shop.sent)
    pages.press(browser, "action_procountor_fetch_payments")
    browser.wait(f"{pages.ROW}, {pages.NOTIFICATION}")
    camera.take("procountor-payments-fetched")
    control.pay(held, type="BANKSTATEMENT")
    browser.open(model="account.move", record=shop.sent)
    pages.press(browser, "action_procountor_fetch_payments")
    browser.wait(f"{pages.ROW}, {pages.NOTIFICATION}")
    camera.take("procountor-payment-last")
    browser.open(model="account.move", record=shop.sent)
    camera.take("procountor-invoice-paid")
    [payment] = session.find("account.payment", [["procountor_payment_event_id", "!=", False]], limit=1)
    browser.open(model="account.payment", record=payment["id"])
    camera.take("procountor-payment")


def bills(camera, stage, shop):
    browser, session, control = camera.browser, shop.session, stage.procountor.control
    shop.partner("Puutavara Oy", company_registry="0737546-2", supplier_rank=1)
    control.bill("T-100", "4000", 100)
    control.bill("T-200", "4470", 80)
    browser.open(model="sidecar.connection", record=shop.connection)
    pages.press(browser, "action_fetch")
    pages.notification(browser)
    camera.take("procountor-fetch-now")

    def brought():
        stage.session().call("ir.cron", "method_direct_trigger", [stage.session().ref("sidecar.tick_cron")])
        held = [["flow", "=", "procountor.bill.pull"], ["state", "=", "quarantined"]]
        found = session.find("account.move", [["ref", "=", "T-100"]])
        entries = session.find("sidecar.entry", held)
        return found and entries and (found[0]["id"], entries[0]["id"])

    bill, entry = stage.wait(brought, "the bills did not come", SECONDS, 0.5)
    browser.open(model="account.move", record=bill)
    camera.take("procountor-bill")
    browser.open(model="sidecar.entry", record=entry)
    camera.take("procountor-bill-held")


def customers(camera, stage, shop):
    control = stage.procountor.control
    control.generate(7, customers=8, products=6)
    known = [one for one in control.partners() if one["type"] == "CUSTOMER" and identifier(one)][-5:]
    for one in (*known[:2], known[2], known[2]):
        shop.partner(one["name"], company_registry=identifier(one))
    rows(camera, stage, shop, CUSTOMERS)


def products(camera, stage, shop):
    _, known, *_ = stage.procountor.control.products()
    shop.session.create("product.product", name=known["name"], default_code=known.get("code"), company_id=shop.company)
    rows(camera, stage, shop, PRODUCTS)


def rows(camera, stage, shop, model):
    """What was fetched, what was found for it, what became of it."""
    browser, session = camera.browser, shop.session
    name = "customers" if model == CUSTOMERS else "products"
    browser.open(model="sidecar.connection", record=shop.connection)
    pages.press(browser, f"action_procountor_fetch_{name}")
    domain = [["connection_id", "=", shop.connection]]
    stage.wait(lambda: session.find(model, domain), "no rows came", SECONDS, 0.5)
    browser.wait()
    camera.take(f"procountor-{name}-answer")
    browser.open(action=f"sidecar_procountor.{CHOICES[model]}")
    browser.wait(".o_data_row")
    camera.take(f"procountor-{name}")
    pages.press(browser, "action_match")
    browser.wait(".o_data_row")
    camera.take(f"procountor-{name}-found")
    browser.click("thead .o_list_record_selector input")
    browser.click("button[name='action_accept']")
    browser.wait(f"{pages.ROW}, {pages.NOTIFICATION}")
    camera.take(f"procountor-{name}-done")
    browser.open(action=f"sidecar_procountor.{CHOICES[model]}")
    camera.take(f"procountor-{name}-left")


def progress(camera, stage, shop):
    browser, session = camera.browser, shop.session
    [newest] = session.find("sidecar.import", [], order="id desc", limit=1)
    browser.open(model="sidecar.import", record=newest["id"])
    camera.take("procountor-progress")
    browser.open(action="sidecar.sidecar_import_action")
    camera.take("procountor-progress-list")


def identifier(partner):
    return (partner.get("invoicingInfo") or {}).get("identifier")
