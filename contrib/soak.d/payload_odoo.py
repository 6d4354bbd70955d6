"""A real Odoo that makes random invoices and credit notes and sends them."""

from real_odoo import RealOdoo

CHUNK = 5  # as many as one request makes in time
PAGE = 20  # as many as run in a click
SEND = {
    "out_invoice": "action_procuros_send_invoice",
    "out_refund": "action_procuros_send_credit_note",
}


class PayloadOdoo(RealOdoo):
    """Documents as Odoo computes them, from sold to sent."""

    def prepare(self):
        super().prepare()
        [self._connection] = self._admin.call("sidecar.connection", "search", [])
        self._admin.call("sidecar.soak", "sidecar_soak_found", self._connection)
        return self

    def make(self, seeds):
        """
        :return: for each seed what Odoo computed: id, name, move_type, the amounts
        """
        made = []
        for start in range(0, len(seeds), CHUNK):
            chunk = list(seeds[start : start + CHUNK])
            made += self._admin.call("sidecar.soak", "sidecar_soak_bill", self._connection, chunk)
        return made

    def send(self, documents):
        """Presses *Send … to Procuros* for all of them, from the list."""
        for kind, button in SEND.items():
            ids = [one["id"] for one in documents if one["move_type"] == kind]
            for start in range(0, len(ids), PAGE):
                self._admin.button("account.move", button, ids[start : start + PAGE])

    def issues(self, document):
        """
        :return: the sentences that are shown for a document that was not sent
        """
        domain = [["model", "=", "account.move"], ["record", "=", document["id"]]]
        entries = self._admin.call("sidecar.entry", "search_read", domain, fields=["issues", "failure"])
        issues = [issue["message"] for entry in entries for issue in entry["issues"] or []]
        return issues or [str(entry["failure"]) for entry in entries] or ["it was never asked for"]
