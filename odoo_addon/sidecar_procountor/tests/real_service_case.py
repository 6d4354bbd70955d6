import json
from http.client import HTTPConnection
from urllib.parse import urlsplit

from odoo import fields
from odoo.addons.sidecar.tests.common import SocketCase
from odoo.addons.sidecar.tests.real_service import RealService

from .books import Books

NO_SERVICE = "ODOO_SIDECAR_BIN names no service: the addon was NOT tested against the real one"
CLIENT, SECRET, KEY = "client-of-the-tests", "secret-of-the-tests-4711", "key-of-the-tests-0815"
# The company behind the key, as the simulator's library has it.
BUSINESS_ID = "2617416-4"
IBAN = "FI2112345600000785"


class ProcountorService(RealService):
    """The real service beside the simulator of Procountor."""

    simulate = ("procountor", f"--client-id={CLIENT}", f"--client-secret={SECRET}", f"--api-key={KEY}")


class RealServiceCase(Books, SocketCase):
    """The addon, the real service and the simulator of Procountor; to be skipped where there is no service."""

    def setUp(self):
        super().setUp()
        self.start()

    def start(self, *failures, **settings):
        self.service = ProcountorService(*failures).__enter__()
        self.addCleanup(self.service.__exit__)
        self.use_socket(self.service.path)
        address = urlsplit(self.service.partner)
        self.host = address.netloc
        self.make_books(
            procountor_url=f"http://{self.host}/api",
            procountor_client_id=CLIENT,
            procountor_limit_per_second=50,
            **settings,
        )
        self.company.write({"vat": "FI26174164"})
        self.company.partner_id.company_registry = BUSINESS_ID
        self.iban = self.env["res.partner.bank"].create(
            {"acc_number": IBAN, "partner_id": self.company.partner_id.id, "allow_out_payment": True}
        )
        self.set_secrets(client_secret=SECRET, api_key=KEY)
        self.settle()
        self.connection.action_procountor_fetch_settings()
        self.settle()

    def set_secrets(self, **secrets):
        context = self.connection.action_credentials()["context"]
        dialog = self.env["sidecar.credentials"].with_context(**context)
        lines = dialog.default_get(["line_ids"])["line_ids"]
        given = [(0, 0, {**line[2], "value": secrets[line[2]["key"]]}) for line in lines if line[2]["key"] in secrets]
        dialog.create({"line_ids": given})

    def settle(self):
        self.age_books()
        self.commit()

    # -- documents

    def make_invoice(self, post=True, price=100.0, **values):
        values.setdefault("taxes", self.tax)
        values.setdefault("partner_bank_id", self.iban.id)
        values.setdefault("invoice_date_due", fields.Date.add(fields.Date.today(), days=14))
        move = super().make_invoice(post, price, **values)
        self.settle()
        return move

    def send(self, moves):
        """Send, and say what the person saw: the words of a notification, or those of the dialog."""
        return self.said(moves.action_procountor_send())

    def said(self, action):
        self.commit()
        self.env.invalidate_all()
        if action.get("tag") == "display_notification":
            return action["params"]["message"]
        if action.get("res_model") == "sidecar.outcome":
            return "\n".join(self.env["sidecar.outcome"].browse(action["res_id"]).line_ids.mapped("message"))
        return str(action)

    # -- behind the scenes of the simulator

    def books(self, method, path, body=None):
        connection = HTTPConnection(self.host, timeout=20)
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        connection.request(method, f"/_sandbox/{path}", json.dumps(body) if body is not None else None, headers)
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        self.assertLess(response.status, 300, answer)
        return json.loads(answer) if answer else None

    def received(self):
        """The sales invoices that Procountor holds."""
        found = self.books("GET", "invoices")
        rows = found if isinstance(found, list) else found["invoices"]
        return [row for row in rows if row["type"] == "SALES_INVOICE"]

    def approve(self, move):
        """What a person does in Procountor before money can come in."""
        self.books("POST", f"invoices/{move.procountor_invoice_id}/approve", {})

    def paid(self, move, **values):
        """A payment event in Procountor."""
        return self.books("POST", f"invoices/{move.procountor_invoice_id}/payments", values)["event"]
