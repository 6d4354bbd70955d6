import json
import unittest
import uuid
from http.client import HTTPConnection
from unittest.mock import patch

from odoo import Command
from odoo.addons.sidecar.tests.common import SocketCase
from odoo.addons.sidecar.tests.real_service import BINARY, TOKEN, RealService

from .common import Documents

VENDOR = "4260123450021"
OWN = "4260123450014"


@unittest.skipUnless(BINARY, "ODOO_SIDECAR_BIN names no service: nothing was received from the real one")
class PurchaseCase(Documents, SocketCase):
    """Documents that come from the simulator of Procuros through the real service into this database."""

    settings = {}

    def setUp(self):
        super().setUp()
        self.service = RealService().__enter__()
        self.addCleanup(self.service.__exit__)
        self.use_socket(self.service.path)
        self.make_documents(procuros_url=self.service.partner, **self.settings)
        self.set_token()
        self.world()
        self.age_documents()
        self.commit()

    def set_token(self):
        context = self.connection.action_credentials()["context"]
        dialog = self.env["sidecar.credentials"].with_context(**context)
        lines = dialog.default_get(["line_ids"])["line_ids"]
        dialog.create({"line_ids": [(0, 0, {**line[2], "value": TOKEN}) for line in lines]})

    def world(self):
        """What a class needs besides the documents."""

    # -- the partner

    def put(self, type_, content, replaces=None):
        """A document that Procuros has for us.

        :return: its number there
        """
        answer = self.ask_partner("POST", "/_sandbox/incoming?unchecked=true", {"type": type_, "content": content})
        return answer["procurosTransactionId"]

    def ask_partner(self, method, path, body=None):
        connection = HTTPConnection(self.service.partner.removeprefix("http://"), timeout=10)
        headers = {"Authorization": f"Bearer {TOKEN}", "Accept": "application/json", "Content-Type": "application/json"}
        connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        self.assertLess(answer.status, 300, text)
        return json.loads(text) if text else None

    # -- what the scheduled action and the tick do

    def receive(self, type_, content):
        """Let a document come in and be applied.

        :return: its entry in *Documents*
        """
        number = self.put(type_, content)
        self.fetch()
        self.tick_apart()
        return self.entry(number)

    def fetch(self):
        params = {"connection": self.connection.key, "job": "incoming", "deadline_ms": 20000}
        answer = self.env["sidecar.service"]._sidecar_ask("schedule/poke", params, 25)
        self.assertEqual(answer["state"], "done", answer)
        self.commit()

    def tick_apart(self):
        """Work off what is due, each unit in a savepoint of its own, as the tick has a transaction for each."""
        self.connection.user_id = self.env.ref("base.user_admin")
        tick = type(self.env["sidecar.tick"])

        def undo(model):
            self.env.cr.clear()
            self.env.cr.execute("ROLLBACK TO SAVEPOINT unit")

        with patch.object(tick, "_sidecar_undo_transaction", undo):
            while unit := self.env["sidecar.tick"]._sidecar_next().get("unit"):
                self.env.flush_all()
                self.env.cr.execute("SAVEPOINT unit")
                self.env["sidecar.tick"]._sidecar_enter(unit)._sidecar_run_inside(unit)
                self.env.flush_all()
                self.commit()
        self.env.invalidate_all()

    def entry(self, number):
        entry = self.env["sidecar.entry"].search([("external_id", "=", number)])
        self.assertEqual(len(entry), 1, number)
        return entry

    def codes(self, entry):
        return [issue["code"] for issue in entry.issues or []]

    # -- documents

    def party(self, gln):
        return {"name": "Anybody", "identifiers": [{"identifier": gln, "domain": "GS1"}]}

    def item(self, product, **values):
        identifiers = [{"identifier": product.barcode, "domain": "GS1"}]
        return {"lineNumber": 1, "identifiers": identifiers, "isDepositItem": False, **values}

    def number(self, prefix):
        return f"{prefix}-{uuid.uuid4().hex[:8]}"

    def header(self, **values):
        parties = {"buyer": self.party(OWN), "supplier": self.party(VENDOR)}
        return {**parties, "orderIdentifier": self.order.name, "orderDate": "2026-03-02", **values}

    # -- records

    def make_tax(self, percent):
        values = {"name": f"{percent} % of a test", "amount": percent, "type_tax_use": "purchase"}
        return self.env["account.tax"].create(values)

    def storable(self, **values):
        model = self.env["product.product"]
        kind = {"is_storable": True} if "is_storable" in model._fields else {"detailed_type": "product"}
        return model.create({**values, **kind})

    def order_of(self, *lines, **values):
        """A confirmed order of (product, quantity, price, taxes)."""
        model = self.env["purchase.order.line"]
        taxes = "tax_ids" if "tax_ids" in model._fields else "taxes_id"
        rows = [
            {"product_id": product.id, "product_qty": quantity, "price_unit": price, taxes: [Command.set(tax.ids)]}
            for product, quantity, price, tax in lines
        ]
        rows = [Command.create(row) for row in rows]
        order = self.env["purchase.order"].create({"partner_id": self.vendor.id, "order_line": rows, **values})
        order.button_confirm()
        self.assertEqual(order.state, "purchase")
        return order
