from odoo import fields
from odoo.addons.sidecar.tests.common import SidecarCase

FLOW = "procuros.order.send"
TREE = {
    "name": None,
    "date_order": None,
    "date_planned": None,
    "state": None,
    "currency_id": {"name": None},
    "partner_id": {"name": None, "ref": None, "procuros_require_order_response": None},
    "company_id": {"partner_id": {"name": None, "ref": None}},
    "picking_type_id": {"warehouse_id": {"partner_id": {"name": None, "ref": None}}},
    "order_line": {
        "name": None,
        "display_type": None,
        "product_qty": None,
        "price_unit": None,
        "date_planned": None,
        "product_id": {"barcode": None, "procuros_is_deposit_product": None},
        "product_uom": {"name": None, "procuros_unit_type": None},
        "product_uom_id": {"name": None, "procuros_unit_type": None},
    },
}


class Documents:
    """Makes a connector, a vendor, two products and an order that Procuros takes; mixed into a test case."""

    def make_documents(self, **settings):
        values = {"name": "Procuros test", "connector": "procuros", "procuros_external_identifier": "4260123450014"}
        values["user_id"] = self.env.ref("base.user_admin").id
        values["procuros_payment_term_id"] = self.env["account.payment.term"].create({"name": "Term of Procuros"}).id
        self.connection = self.env["sidecar.connection"].create({**values, **settings})
        self.connection.action_validate()
        self.connection.send_from = fields.Date.subtract(fields.Date.today(), days=7)
        self.vendor = self.env["res.partner"].create(
            {"name": "Obsthof Beispiel", "ref": "4260123450021", "procuros_connection_id": self.connection.id}
        )
        unit = self.env.ref("uom.product_uom_unit")
        unit.procuros_unit_type = "EA"
        self.juice, self.deposit = self.env["product.product"].create(
            [
                {"name": "Apple juice 1 l", "barcode": "4260123451011", "uom_id": unit.id},
                {"name": "Deposit", "barcode": "4260123451028", "procuros_is_deposit_product": True},
            ]
        )
        self.env.company.partner_id.ref = "4260123450045"
        self.order = self.make_order()

    def make_order(self, **values):
        lines = [
            {"product_id": self.juice.id, "product_qty": 24, "price_unit": 1.2},
            {"product_id": self.deposit.id, "product_qty": 24, "price_unit": 0.25},
            {"display_type": "line_note", "name": "Please call before delivery", "product_qty": 0},
        ]
        values = {"partner_id": self.vendor.id, "order_line": [fields.Command.create(line) for line in lines], **values}
        return self.env["purchase.order"].create(values)

    def age_documents(self):
        """Let everything look as if an earlier transaction had committed it."""
        orders = self.env["purchase.order"].search([])
        products = self.juice | self.deposit
        warehouses = self.env["stock.warehouse"].search([])
        self.age(orders, orders.order_line, products, products.product_tmpl_id, self.connection)
        self.age(self.env["res.partner"].search([]), self.env["uom.uom"].search([]), self.env["res.company"].search([]))
        self.age(warehouses, self.env["stock.picking.type"].search([]), self.env["res.currency"].search([]))


class ProcurosCase(Documents, SidecarCase):
    """The documents of a test, and a sidecar that sends them."""

    def setUp(self):
        super().setUp()
        self.sidecar.handlers["flow/run"] = self.send
        self.make_documents()
        self.settle()

    def settle(self):
        self.age_documents()
        self.commit()
        self.sidecar.heard.clear()

    # -- what the real service does, in short

    def send(self, params, ask):
        """`flow/run`: read, bring the reference, confirm where no response is required."""
        read = {"model": "purchase.order", "ids": params["ids"], "fields": TREE, "committed": True}
        answer = ask("odoo/read", {**read, "company_id": params["company_id"], "lang": "en_US"})["result"]
        self.records = answer["records"]
        outcomes = [self.deliver(params, ask, record) for record in answer["records"]]
        return {"correlation_id": "c-1", "documents": outcomes + [self.dirty(row) for row in answer["uncommitted"]]}

    def deliver(self, params, ask, record):
        number = f"tx-{record['id']}"
        reference = {
            "model": "purchase.order",
            "record": record["id"],
            "connection": params["connection"],
            "flow": params["flow"],
            "external_id": number,
            "number": number,
            "entry": record["id"],
        }
        call = {"model": "sidecar.reference", "ids": [], "method": "bring", "arguments": reference}
        ask("odoo/call", {**call, "company_id": params["company_id"]})
        issues = []
        if not record["partner_id"]["procuros_require_order_response"]:
            call = {"model": "purchase.order", "ids": [record["id"]], "method": "button_confirm", "arguments": {}}
            refusal = ask("odoo/call", {**call, "company_id": params["company_id"]}).get("error")
            issues = [issue("procuros.confirm.refused", refusal["message"], record)] if refusal else []
        return self.outcome(record, "sent", state="delivered", entry=record["id"], number=number, issues=issues)

    def dirty(self, row):
        problem = {
            "code": "document.uncommitted",
            "message": "Dirty.",
            "model": row["model"],
            "record": row["id"],
        }
        return self.outcome({"id": self.order.id, "display_name": self.order.name}, "refused", issues=[problem])

    def outcome(self, record, status, **values):
        base = {"model": "purchase.order", "record": record["id"], "record_name": record["display_name"]}
        more = {"issues": [], "failure": None, "external_id": values.get("number"), "at": None, "changed": False}
        return {**base, "status": status, "entry": None, "state": None, "number": None, **more, **values}

    def answer(self, *outcomes):
        """Let `flow/run` answer this, whatever is asked."""
        self.sidecar.handlers["flow/run"] = lambda params, ask: {"correlation_id": "c-1", "documents": list(outcomes)}


def issue(code, message, document, **values):
    base = {"code": code, "severity": "error", "message": message, "model": "purchase.order", "params": {}}
    return {**base, "record": document["id"], "record_name": document["display_name"], "field": None, **values}
