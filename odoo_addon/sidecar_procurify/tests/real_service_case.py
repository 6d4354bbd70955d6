import json
from http.client import HTTPConnection
from urllib.parse import urlsplit

from odoo.addons.sidecar.tests.common import SocketCase
from odoo.addons.sidecar.tests.real_service import RealService

from .books import Books

NO_SERVICE = "ODOO_SIDECAR_BIN names no service: the addon was NOT tested against the real one"
CLIENT, SECRET = "client-of-the-tests", "secret-of-the-tests-4711"
PLANTS = ("North", "South")
TICKS = 6  # enough for everything that a fetch of some documents leaves to do


class ProcurifyService(RealService):
    """The real service beside the simulator of Procurify."""

    simulate = ("procurify", f"--client-id={CLIENT}", f"--client-secret={SECRET}")


class RealServiceCase(Books, SocketCase):
    """The addon, the real service and the simulator of Procurify; to be skipped where there is no service."""

    def setUp(self):
        super().setUp()
        self.start()

    def start(self, *failures, **settings):
        self.service = ProcurifyService(*failures).__enter__()
        self.addCleanup(self.service.__exit__)
        self.use_socket(self.service.path)
        self.need("procurify.vendor.pull")
        self.host = urlsplit(self.service.partner).netloc
        self.make_books(
            procurify_url=f"http://{self.host}",
            procurify_client_id=CLIENT,
            procurify_requests_per_second=100,
            fetch_from="2026-01-01",
            **settings,
        )
        self.set_secrets(client_secret=SECRET)
        self.settle()

    def need(self, flow):
        """Skip where the service that was built is too old to take documents of Procurify."""
        answer = self.env["sidecar.service"]._sidecar_call("connector/describe", {"connector": "procurify"})
        if flow not in {one["id"] for one in answer["flows"]}:
            self.skipTest(f"this service has no {flow}: the addon was NOT tested against it")

    def set_secrets(self, **secrets):
        context = self.connection.action_credentials()["context"]
        dialog = self.env["sidecar.credentials"].with_context(**context)
        lines = dialog.default_get(["line_ids"])["line_ids"]
        given = [(0, 0, {**line[2], "value": secrets[line[2]["key"]]}) for line in lines if line[2]["key"] in secrets]
        dialog.create({"line_ids": given})

    def settle(self):
        self.age_books()
        self.commit()

    # -- what is in Procurify

    def procurify(self, method, path, body=None):
        connection = HTTPConnection(self.host, timeout=20)
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        connection.request(method, f"/_sandbox/{path}", json.dumps(body) if body is not None else None, headers)
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        self.assertLess(response.status, 300, answer)
        return json.loads(answer) if answer else None

    def make(self, shelf, **members):
        """A record of Procurify's.

        :return: its number
        """
        return self.procurify("POST", shelf, members)["id"]

    def make_tenant(self):
        """Two plants with a department each, two account codes, a vendor."""
        self.plants = {}
        for name in PLANTS:
            place = self.make("locations", name=f"Plant {name}", external_id=name[:1])
            self.plants[name] = self.make("departments", name=f"Maintenance {name}", location=place)
        self.codes = {
            code: self.make("account-codes", code=code, description=name)
            for code, name in (("6100", "Shop supplies"), ("7790", "Travel"))
        }
        self.vendor = self.make(
            "vendors", name="Northwind Tools", type=3, external_id="V-044", email=["ap@example.test"]
        )

    def make_counterparts(self):
        """What Odoo needs for it: accounts and cost centers."""
        self.account = self.make_account("6100")
        self.env["account.account"].search([("code", "=", "7790")]).unlink()
        self.centers = {}
        for name in PLANTS:
            self.centers[name] = (
                self.make_analytic(f"Maintenance {name}", self.departments),
                self.make_analytic(f"Plant {name}", self.places),
            )
        self.settle()

    def budget(self, code="6100", plant="North"):
        return {"code": code, "department": self.plants[plant]}

    def buy(self, number="NW-1", code="6100", plant="North", price=50, **values):
        """An approved bill about two wrenches."""
        item = {"description": "Torque wrench", "quantity": 2, "unit_cost": price, "account": self.budget(code, plant)}
        base = {"vendor": self.vendor, "invoice_number": number, "status": 2, "items": [item]}
        return self.make("bills", **{**base, "invoice_date": "2026-03-02", "gl_post_date": "2026-03-02", **values})

    # -- what people do in Odoo

    def take_in(self, stream=None):
        """Fetch, and let the tick bring it into Odoo.

        :return: the words of the notification
        """
        action = self.connection.with_context(sidecar_stream=stream).action_fetch()
        self.commit()
        self.work()
        return action["params"]["message"]

    def work(self):
        for _tick in range(TICKS):
            self.settle()
            self.tick()
            if not self.env["sidecar.entry"].search_count([("state", "in", ("pending", "delivered"))]):
                break
        self.env.invalidate_all()

    def restart(self):
        """Start the service anew; it looks at once at what is held, and not only a minute after the last time."""
        self.commit()
        self.service.kill()
        self.service.serve()

    def bills(self):
        return self.env["account.move"].search([("journal_id", "=", self.journal.id)], order="ref")

    def held(self):
        return self.env["sidecar.entry"].search([("state", "=", "quarantined")])

    def codes_of(self, entries):
        return sorted({issue["code"] for entry in entries for issue in entry.issues or []})
