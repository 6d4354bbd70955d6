from odoo.addons.sidecar.tests.common import SidecarCase
from odoo.addons.sidecar.tests.test_mirror import entry

from .books import BILL, Books

PLANT = {"id": 2, "name": "Plant North"}
CONTENT = {
    "currencies": [{"id": 3, "name": "USD", "active": True}],
    "locations": [{**PLANT, "external_id": "PN", "active": True}, {"id": 4, "name": "Plant South", "active": False}],
    "departments": [
        {"id": 9, "name": "Maintenance", "external_id": "MNT", "active": True, "branch": PLANT},
        {"id": 10, "name": "Sales", "external_id": None, "active": True, "branch": PLANT},
    ],
    "account_codes": [
        {"id": 11, "code": "6000", "description": "Operations", "active": True, "parent": None},
        {"id": 12, "code": "6100", "description": "Shop supplies", "account_type": 2, "active": True, "parent": 11},
        {"id": 13, "code": "7700", "description": "Travel", "account_type": 2, "active": True, "parent": 11},
        {"id": 14, "code": "9999", "description": "Retired", "active": False, "parent": None},
    ],
    "accounts": [],
}
ACCOUNT = {"kind": "procurify.account_code", "external_id": "13", "name": "7700 Travel", "model": "account.account"}


class ProcurifyCase(Books, SidecarCase):
    """The books of a test, and a stand-in for the sidecar."""

    def setUp(self):
        super().setUp()
        self.content, self.seq, self.candidates = CONTENT, 0, []
        self.sidecar.handlers.update(
            {
                "connection/fetch": lambda params, ask: {
                    "name": params["name"],
                    "fetched_at": "2026-03-02T10:00:00Z",
                    "content": self.content,
                },
                "link/candidates": lambda params, ask: {"candidates": self.candidates},
                "entry/retry": lambda params, ask: {"retried": len(params["entries"])},
            }
        )
        self.make_books()
        self.settle()

    def settle(self):
        self.commit()
        self.sidecar.heard.clear()

    def settings(self):
        return self.sidecar.params("connection/save")[-1]["connection"]["settings"]

    def missing(self, **values):
        """An issue of a bill whose account code has no account."""
        code = {
            "code": "procurify.gl_account_missing",
            "message": "…",
            "params": {"account": "7700", "name": "7700 Travel"},
        }
        return {**code, "severity": "error", "model": "account.account", "missing": {**ACCOUNT, **values}}

    def hold(self, id_, *issues, **values):
        """A bill that waits in quarantine, as the mirror shows it."""
        self.seq += 1
        base = {"flow": BILL, "model": "account.move", "record": 0, "record_name": f"NW-{id_}", "direction": "in"}
        base.update(connection=self.connection.key, company_id=self.company.id, issues=list(issues))
        base.update(cause="missing|13", cause_text="No account 7700")
        row = entry(id_, self.seq, **{**base, **values})
        news = {"epoch": "e1", "entries": [row], "logs": [], "last": str(self.seq), "more": False}
        self.env["sidecar.mirror"]._sidecar_take(news)
        return self.env["sidecar.entry"].search([("sidecar_id", "=", str(id_))])
