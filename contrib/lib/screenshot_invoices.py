"""Invoices and credit notes of a customer, from the sales order on, and their pictures."""

import demo_pages as pages
from demo_company import gln


class Sales:
    """What the company sells to one customer.

    :param company: the Company, whose connector is validated
    """

    def __init__(self, company):
        self.company = company
        self.session = company.session
        self.tax = "tax_ids" if company.series >= "19.0" else "tax_id"

    def found(self):
        """A chart of accounts, a tax and a customer."""
        session = self.session
        if not session.find("account.journal", [["type", "=", "sale"]], limit=1):
            session.call("account.chart.template", "try_loading", "generic_coa", self.company.company)
        self.vat = session.create("account.tax", name="19 %", amount=19, type_tax_use="sale")
        country = session.ref("base.de")
        self.customer = session.create(
            "res.partner",
            name="Kaufhaus am Fleet AG",
            ref=gln(7),
            street="Fleetallee 12",
            zip="20459",
            city="Hamburg",
            country_id=country,
            is_company=True,
            procuros_connection_id=self.company.connection,
            procuros_send_invoice=True,
            procuros_send_credit_note_reason=True,
        )
        return self

    def invoice(self, **values):
        """
        :return: the id of a posted invoice of a delivered order
        """
        session = self.session
        lines = [
            {"product_id": self.company.products[0], "product_uom_qty": 24, "price_unit": 2.4, "discount": 10},
            {"product_id": self.company.products[1], "product_uom_qty": 12, "price_unit": 2.7},
        ]
        rows = [[0, 0, {**line, self.tax: [[6, 0, [self.vat]]]}] for line in lines]
        order = session.create(
            "sale.order", partner_id=self.customer, procuros_order_identifier="PO-4711", order_line=rows, **values
        )
        session.call("sale.order", "action_confirm", [order])
        self._deliver(order)
        wizard = session.create("sale.advance.payment.inv", sale_order_ids=[[6, 0, [order]]])
        session.call("sale.advance.payment.inv", "create_invoices", [wizard])
        [invoice] = session.read("sale.order", order, "invoice_ids")
        session.call("account.move", "action_post", [invoice])
        return invoice

    def _deliver(self, order):
        session = self.session
        for picking in session.read("sale.order", order, "picking_ids"):
            for move in session.find("stock.move", [["picking_id", "=", picking]], ["product_uom_qty"]):
                session.write("stock.move", move["id"], quantity=move["product_uom_qty"], picked=True)
            session.call("stock.picking", "button_validate", [picking])


def invoices(camera, stage, company):
    browser, session = camera.browser, stage.session()
    sales = Sales(company).found()
    invoice = sales.invoice()
    browser.open(model="account.move", record=invoice)
    camera.take("invoice-not-sent")
    pages.press(browser, "action_procuros_preview")
    browser.wait(".modal")
    camera.take("invoice-preview")
    browser.open(model="account.move", record=invoice)
    pages.press(browser, "action_procuros_send_invoice")
    pages.notification(browser)
    browser.open(model="account.move", record=invoice)
    camera.take("invoice-sent")
    other = sales.invoice()
    browser.open(action="account.action_move_out_invoice_type", view="list")
    pages.open_action_menu(browser, session.read("account.move", other, "name"))
    camera.take("invoice-list-action")
    session.write("res.partner", sales.customer, street=False, zip=False)
    browser.open(model="account.move", record=other)
    pages.press(browser, "action_procuros_send_invoice")
    browser.wait(pages.ROW)
    camera.take("invoice-issues")
    session.write("res.partner", sales.customer, street="Fleetallee 12", zip="20459")
    credit_note(camera, session, invoice)


def credit_note(camera, session, invoice):
    browser = camera.browser
    browser.open(model="account.move", record=invoice)
    browser.click("button[name='action_reverse']")
    browser.fill(".modal [name='reason'] input", "Broken bottles")
    camera.take("reversal")
    browser.click(".modal button[name='refund_moves'], .modal button[name='reverse_moves']")
    browser.wait("button[name='action_post']")
    camera.take("credit-note-draft")
    [note] = session.find("account.move", [["reversed_entry_id", "=", invoice]], limit=1)
    session.call("account.move", "action_post", [note["id"]])
    browser.open(model="account.move", record=note["id"])
    pages.press(browser, "action_procuros_send_credit_note")
    pages.notification(browser)
    browser.open(model="account.move", record=note["id"])
    camera.take("credit-note-sent")
