from .real_service_case import RealServiceCase


class IncomingCase(RealServiceCase):
    """Documents that come in from the simulator of Procuros, by the scheduled actions."""

    def queue(self, name, **values):
        """Let a document of the simulator's library come in, with these values in it; answer its transaction."""
        return self.ask_partner("POST", f"/_sandbox/library/{name}", {"values": values})["procurosTransactionId"]

    def resend(self, transaction, as_new=False):
        """Send a marked document once more, as a person does in the portal."""
        self.ask_partner("POST", f"/_sandbox/transactions/{transaction}/resend", {"as_new": as_new})

    def status(self, transaction):
        """What the simulator was told of a transaction."""
        return self.ask_partner("GET", f"/v2/all-transactions/{transaction}")["data"]["status"]

    def poke(self, job):
        params = {"connection": self.connection.key, "job": job, "deadline_ms": 20000}
        answer = self.env["sidecar.service"]._sidecar_ask("schedule/poke", params)
        self.commit()
        return answer

    def take_in(self):
        """Fetch what waits and bring it into Odoo; then tell Procuros."""
        self.poke("incoming")
        self.tick()
        self.poke("mark")
        self.tick()

    def entry(self, transaction):
        return self.env["sidecar.entry"].search([("external_id", "=", transaction)])
