import json
from http.client import HTTPConnection

from odoo.addons.sidecar.tests.common import SocketCase
from odoo.addons.sidecar.tests.real_service import TOKEN, RealService

from .common import Documents

NO_SERVICE = "ODOO_SIDECAR_BIN names no service: the addon was NOT tested against the real one"


class RealServiceCase(Documents, SocketCase):
    """The addon, the real service and the simulator of Procuros; to be skipped where there is no service."""

    def setUp(self):
        super().setUp()
        self.start()

    def start(self, *failures):
        self.service = RealService(*failures).__enter__()
        self.addCleanup(self.service.__exit__)
        self.use_socket(self.service.path)
        self.make_documents(procuros_url=self.service.partner)
        self.set_token(TOKEN)
        self.settle()

    def set_token(self, token):
        context = self.connection.action_credentials()["context"]
        dialog = self.env["sidecar.credentials"].with_context(**context)
        lines = dialog.default_get(["line_ids"])["line_ids"]
        dialog.create({"line_ids": [(0, 0, {**line[2], "value": token}) for line in lines]})

    def settle(self):
        self.age_documents()
        self.commit()

    def received(self):
        """The documents that the simulator of Procuros holds."""
        return [item["content"] for item in self.ask_partner("GET", "/v2/all-transactions?per_page=100")["items"]]

    def misbehave(self, failures):
        self.ask_partner("PUT", "/_sandbox/failures", {"fail": failures, "seed": 1})

    def ask_partner(self, method, path, body=None):
        connection = HTTPConnection(self.service.partner.removeprefix("http://"), timeout=10)
        headers = {"Authorization": f"Bearer {TOKEN}", "Accept": "application/json", "Content-Type": "application/json"}
        connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse().read()
        connection.close()
        return json.loads(answer) if answer else None
