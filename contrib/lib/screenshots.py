"""Takes a picture of each view of the addons on a real Odoo."""

import argparse
import os
import shutil
import sys
from pathlib import Path

import demo_pages as pages
from demo_company import Company, gln, gs1, gtin
from demo_stage import Stage
from demo_story import send
from odoo_checkout import Checkout
from places import REPOSITORY
from screenshot_company import into_view
from screenshot_data import Papers
from screenshot_invoices import invoices
from screenshot_procountor import procountor
from screenshot_procurify import procurify
from screenshot_sales import Sales

IMAGES = REPOSITORY / "contrib" / "images"
OF_RECORD = {
    "procuros": ["order-sent", "issues", "documents-by-cause", "log-form"],
    "procountor": ["procountor-customers-found", "procountor-payment-last"],
    "procurify": ["procurify-dry-run", "procurify-link-candidates", "procurify-bill"],
}
LARGEST = 150_000  # bytes of an image in the repository


# Odoo's tabs fade in and its charts grow; they are drawn when two looks, a tenth of a second apart, see the same.
STANDS_STILL = """
if ([...document.querySelectorAll(".tab-pane")].some((one) => getComputedStyle(one).opacity !== "1")) return false;
const drawn = [...document.querySelectorAll("canvas")].map((one) => one.toDataURL()).join();
const still = window.sidecarDrawn === drawn && performance.now() - window.sidecarLooked > 100;
if (window.sidecarDrawn !== drawn) {
  window.sidecarDrawn = drawn;
  window.sidecarLooked = performance.now();
}
return still;
"""


class Camera:
    """Names the pictures; each is looked at for complaints of the page's scripts too."""

    def __init__(self, browser, folder):
        self.browser = browser
        self.folder = folder
        self.complaints = []

    def take(self, name):
        """Takes the page at rest, also its charts."""
        self.browser.wait()
        self.browser.until(STANDS_STILL)
        self.browser.screenshot(self.folder / f"{name}.png")
        errors = self.browser.errors()
        self.complaints += [f"{name}: {error}" for error in errors]
        print(f"   {name}.png" + "".join(f"\n      {error}" for error in errors), flush=True)


def connector(camera, stage, company):
    browser = camera.browser
    connection = company.connect(stage.partner.url, stage.service.socket)
    browser.open(model="sidecar.connection", record=connection)
    camera.take("connector-draft")
    tabs(camera, connection)
    browser.click("button[name='action_credentials']")
    camera.take("credentials")
    browser.click(".modal .btn-close")
    pages.enter_credentials(browser, connection, "not-the-token")
    pages.press(browser, "action_test")
    browser.wait(pages.ROW)
    camera.take("test-failed")
    pages.enter_credentials(browser, connection, stage.token)
    pages.press(browser, "action_test")
    pages.notification(browser)
    camera.take("test-passed")
    pages.press(browser, "action_validate")
    browser.wait("button[name='action_draft']")
    pages.close_notifications(browser)
    camera.take("connector-validated")
    browser.click("button[name='action_crons']")
    browser.wait(".o_data_row")
    camera.take("scheduled-actions")
    browser.open(action="sidecar_procuros.procuros_connection_action")
    camera.take("connector-list")
    browser.open(action="base_setup.action_general_configuration")
    browser.click(".settings_tab .tab[data-key='sidecar']")
    camera.take("settings")


def tabs(camera, connection):
    """The settings as a trading company would have them."""
    session = camera.session
    [warehouse] = session.find("stock.warehouse", [], ["lot_stock_id"], limit=1)
    [team] = session.find("crm.team", [], limit=1)
    values = {"procuros_warehouse_id": warehouse["id"], "procuros_location_id": warehouse["lot_stock_id"][0]}
    session.write("sidecar.connection", connection, procuros_sales_team_id=team["id"], **values)
    camera.browser.open(model="sidecar.connection", record=connection)
    for name in ("sales", "incoming", "outgoing"):
        camera.browser.click(f".o_notebook a[name='procuros_{name}']")
        camera.take(f"connector-{name}")


def orders(camera, stage, company):
    browser = camera.browser
    order = company.order(lines=3)
    browser.open(model="purchase.order", record=order)
    camera.take("order-draft")
    pages.press(browser, "action_procuros_send")
    pages.notification(browser)
    camera.take("order-sent")
    other = company.order()
    browser.open(action="purchase.purchase_rfq", view="list")
    pages.open_action_menu(browser, company.name(other))
    camera.take("order-list-action")
    faulty = company.order(
        vendor=company.vendor_without_gln(), first=company.product("Seasonal vegetables"), unit=company.dozen()
    )
    browser.open(model="purchase.order", record=faulty)
    pages.press(browser, "action_procuros_send")
    browser.wait(pages.ROW)
    camera.take("issues")
    browser.open(model="purchase.order", record=faulty)
    camera.take("order-with-issues")
    browser.open(model="purchase.order", record=company.old_order(30))
    pages.press(browser, "action_procuros_send")
    browser.wait(".modal")
    camera.take("ask-first")


def deliveries(camera, stage, company):
    browser, sales = camera.browser, Sales(company)
    order = sales.order((company.products[0], 24), (sales.crate, 2))
    browser.open(model="sale.order", record=order)
    browser.click(".o_notebook a[name='other_information']")
    into_view(browser, "procuros_order_identifier")
    camera.take("sale-order")
    picking = sales.ship(order, package=gs1("34260123450000001"), short=6)
    browser.open(model="stock.picking", record=picking)
    camera.take("delivery-not-sent")
    pages.press(browser, "action_procuros_preview")
    browser.wait(".modal")
    camera.take("delivery-preview")
    browser.open(model="stock.picking", record=picking)
    pages.press(browser, "action_procuros_send")
    pages.notification(browser)
    camera.take("delivery-sent")
    faulty = sales.ship(sales.order((company.product("Oat bran 1 kg"), 12)))
    browser.open(model="stock.picking", record=faulty)
    pages.press(browser, "action_procuros_send")
    browser.wait(pages.ROW)
    camera.take("delivery-issues")
    browser.open(action="stock.action_picking_tree_all", view="list")
    pages.open_action_menu(browser, sales.name(faulty))
    camera.take("delivery-list-action")
    browser.open(action="stock.action_picking_tree_all", view="list")
    browser.click(".o_searchview_dropdown_toggler")
    camera.take("delivery-list-filters")


def documents(camera, stage, company):
    browser, session = camera.browser, stage.session()
    browser.open(action="sidecar_procuros.procuros_entry_action")
    camera.take("documents")
    pages.search(browser, "Issues", "Cause")
    pages.unfold(browser)
    camera.take("documents-by-cause")
    newest = {"order": "id desc", "limit": 1}
    [broken] = session.find("sidecar.entry", [["shown", "=", "issues"]], **newest)
    browser.open(model="sidecar.entry", record=broken["id"])
    camera.take("document-with-issues")
    browser.click("button[name='action_preview']")
    camera.take("preview-with-issues")
    browser.open(model="sidecar.entry", record=broken["id"])
    browser.click("button[name='action_ignore']")
    camera.take("reason")
    [sent] = session.find("sidecar.entry", [["shown", "=", "sent"]], **newest)
    browser.open(model="sidecar.entry", record=sent["id"])
    camera.take("document-sent")
    browser.click("button[name='action_preview']")
    camera.take("preview")
    for view in ("graph", "pivot"):
        browser.open(action="sidecar_procuros.procuros_entry_action", view=view)
        camera.take(f"documents-{view}")


def incoming(camera, stage, company):
    """A customer orders twice, once something that nobody knows."""
    browser, session = camera.browser, stage.session()
    buyer = session.create(
        "res.partner", name="Hofladen Süd GmbH", ref=gln(8), procuros_connection_id=company.connection, is_company=True
    )
    order = {"buyer_gln": gln(8), "supplier_gln": gln(1), "gtin_1": gtin(101)}
    stage.partner.gets("order-minimal", {**order, "number": "B-7001"})
    places = {"ship_to_gln": gln(8), "bill_to_gln": gln(8), "gtin_2": gtin(999)}
    stage.partner.gets("order", {**order, **places, "number": "B-7002"})
    browser.open(model="sidecar.connection", record=company.connection)
    pages.press(browser, "action_fetch")
    pages.notification(browser)
    camera.take("fetch-now")
    session.call("ir.cron", "method_direct_trigger", [session.ref("sidecar.tick_cron")])
    browser.open(action="sidecar_procuros.procuros_entry_action")
    camera.take("documents-both-ways")
    arrivals = session.find("sidecar.entry", [["is_arrival", "=", True]], ["shown"], order="id")
    print(f"   of customer {buyer}: {[entry['shown'] for entry in arrivals]}")
    for entry in arrivals:
        browser.open(model="sidecar.entry", record=entry["id"])
        camera.take(f"document-incoming-{entry['shown']}")


def connector_at_work(camera, stage, company):
    browser, session = camera.browser, stage.session()
    incoming(camera, stage, company)
    browser.open(model="sidecar.connection", record=company.connection)
    pages.press(browser, "action_readiness")
    browser.wait(".o_data_row")
    camera.take("readiness")
    tick = session.ref("sidecar.tick_cron")
    session.call("ir.cron", "method_direct_trigger", [tick])
    browser.open(action="sidecar.sidecar_cause_action")
    browser.wait(".o_data_row")
    camera.take("to-mend")
    [cause] = session.find("sidecar.cause", [["kind", "=", "documents"]], order="count desc", limit=1)
    browser.open(model="sidecar.cause", record=cause["id"])
    camera.take("to-mend-form")
    pages.press(browser, "action_retry")
    pages.notification(browser)
    camera.take("to-mend-retried")


def logs(camera, stage, company):
    browser, session = camera.browser, stage.session()
    browser.open(action="sidecar_procuros.procuros_log_action")
    browser.click(".o_menu_sections button[data-menu-xmlid='sidecar_procuros.procuros_log_menu']")
    camera.take("log-menu")
    browser.open(action="sidecar_procuros.procuros_log_action")
    camera.take("log-list")
    browser.click(".o_searchview_dropdown_toggler")
    camera.take("log-list-filters")
    [log] = session.find("sidecar.log", [["method", "=", "POST"], ["status", "=", 201]], order="id desc", limit=1)
    browser.open(model="sidecar.log", record=log["id"])
    camera.take("log-form")
    [issue] = session.find("sidecar.log", [["level", "=", "data_issue"]], limit=1)
    browser.open(model="sidecar.log", record=issue["id"])
    camera.take("log-data-issue")
    [refusal] = session.find("sidecar.log", [["page", "!=", False]], order="id desc", limit=1)
    browser.open(model="sidecar.log", record=refusal["id"])
    camera.take("log-refusal")
    browser.open(action="sidecar_procuros.procuros_log_data_action")
    browser.click("thead .o_list_record_selector input")
    camera.take("log-data-issues-ignore")
    browser.click(".o_list_header_buttons button[name='action_ignore'], button[name='action_ignore']")
    camera.take("log-ignore-reason")
    browser.click(".modal .btn-close")
    browser.open(action="sidecar_procuros.procuros_log_action")
    pages.search(browser, "Cause")
    camera.take("log-by-cause")
    for view in ("graph", "pivot"):
        browser.open(action="sidecar_procuros.procuros_log_action", view=view)
        camera.take(f"log-{view}")


def records(camera, stage, company):
    browser, session = camera.browser, stage.session()
    browser.open(model="res.partner", record=company.vendor)
    browser.click(".o_notebook a[name='sales_purchases']")
    into_view(browser, "procuros_require_order_response")
    camera.take("partner")
    session.write("res.partner", company.vendor, ref="4260123450022")
    browser.open(model="res.partner", record=company.vendor)
    browser.click(".o_notebook a[name='sales_purchases']")
    into_view(browser, "procuros_reference_warning")
    camera.take("partner-wrong-gln")
    session.write("res.partner", company.vendor, ref=gln(2))
    package = session.create("stock.package.type", name="Euro pallet", procuros_unit_type="EURO_PALLET")
    browser.open(model="stock.package.type", record=package)
    camera.take("package-type")
    template = session.read("product.product", company.products[0], "product_tmpl_id")[0]
    browser.open(model="product.template", record=template)
    camera.take("product")
    browser.open(model="uom.uom", record=session.ref("uom.product_uom_unit"))
    camera.take("unit")


def copied(camera, stage, company):
    order = company.order()
    with stage.copy() as (database, url, _neutralize), pages.signed_in(url, database) as browser:
        other = Camera(browser, camera.folder)
        browser.open(model="purchase.order", record=order)
        pages.press(browser, "action_procuros_send")
        browser.wait(pages.ROW)
        other.take("copy-refused")
        browser.open(model="purchase.order", record=order)
        other.take("copy-banner")
    camera.complaints += other.complaints


def procuros(camera, stage, company):
    company.found()
    connector(camera, stage, company)
    Papers(stage, company).make(send)
    for part in (orders, deliveries, invoices, documents, connector_at_work, logs, records, copied):
        part(camera, stage, company)


# In this order: the companies of the others come later than a copy of the first one's database.
PARTNERS = {"procuros": procuros, "procountor": procountor, "procurify": procurify}


def main():
    options = _options()
    options.outdir.mkdir(parents=True, exist_ok=True)
    with Stage(Checkout(options.odoo), os.environ["ODOO_SIDECAR_BIN"]) as stage:
        session = stage.session()
        company = Company(session, stage.checkout.series)
        camera = Camera(stage.browser, options.outdir)
        camera.session = session
        partners = options.only or list(PARTNERS)
        for partner in partners:
            PARTNERS[partner](camera, stage, company)
    if options.images:
        _renew(options.outdir, [name for partner in partners for name in OF_RECORD[partner]])
    print(f"{len(list(options.outdir.glob('*.png')))} pictures, {len(camera.complaints)} complaints of the pages")
    return 1 if camera.complaints else 0


def _renew(folder, names):
    IMAGES.mkdir(exist_ok=True)
    for name in names:
        size = (folder / f"{name}.png").stat().st_size
        if size > LARGEST:
            sys.exit(f"{name}.png has {size} bytes, more than {LARGEST}")
        shutil.copy(folder / f"{name}.png", IMAGES)


def _options():
    parser = argparse.ArgumentParser(prog="contrib/screenshots", description=__doc__)
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--odoo", default=str(Path.home() / "odoo" / "18.0"), help="a checkout of Odoo")
    parser.add_argument("--only", action="append", choices=PARTNERS, help="the pictures of one partner's addon")
    parser.add_argument("--images", action="store_true", help="renew contrib/images as well")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
