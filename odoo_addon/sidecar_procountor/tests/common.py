from odoo.addons.sidecar.tests.common import SidecarCase

from .books import Books

CONTENT = {
    "company": {"id": 42, "name": "Kirjat Oy", "businessId": "1234567-1", "country": "FI"},
    "vat": {
        "rates": [
            {"country": "FI", "percent": "25.5", "sales": True, "purchase": True},
            {"country": "FI", "percent": "13.5", "sales": True, "purchase": True},
            {"country": "SE", "percent": "25", "sales": True, "purchase": False},
        ],
        "statuses": [
            {"number": 1, "description": "Domestic", "sales": True, "purchase": True},
            {"number": 3, "description": "Outside the EU", "sales": True, "purchase": False},
            {"number": 5, "description": "EU goods", "sales": True, "purchase": False},
        ],
        "unitPricesIncludeVatSales": False,
    },
    "bankAccounts": [{"iban": "FI2112345600000785", "default": True, "currency": "EUR", "active": True}],
    "ledgerAccounts": ["3000", "4000"],
    "dimensions": [
        {
            "id": 12,
            "name": "Project",
            "items": [
                {"id": 340, "name": "Bridge", "active": True},
                {"id": 341, "name": "Harbour", "active": True},
            ],
        }
    ],
    "accountingByRow": True,
    "invoiceChannel": "NO_SENDING",
    "invoiceTemplates": [],
}


class ProcountorCase(Books, SidecarCase):
    """The books of a test, and a stand-in for the sidecar."""

    def setUp(self):
        super().setUp()
        self.content = CONTENT
        self.sidecar.handlers["connection/fetch"] = lambda params, ask: {
            "name": params["name"],
            "fetched_at": "2026-03-02T10:00:00Z",
            "content": self.content,
        }
        self.make_books()
        self.settle()

    def settle(self):
        self.age_books()
        self.commit()
        self.sidecar.heard.clear()

    def settings(self):
        return self.sidecar.params("connection/save")[-1]["connection"]["settings"]

    def answer_runs(self, method="flow/run"):
        """Let everything be sent that is asked for."""

        def run(params, ask):
            documents = [self.outcome(id_, "sent", number=f"3{id_}") for id_ in params["ids"]]
            return {"correlation_id": "c-1", "documents": documents}

        self.sidecar.handlers[method] = run

    def outcome(self, record, status, model="account.move", **values):
        base = {"model": model, "record": record, "record_name": str(record), "status": status, "entry": str(record)}
        more = {"state": "delivered", "number": None, "external_id": None, "at": None, "changed": False}
        return {**base, **more, "issues": [], "failure": None, **values}
