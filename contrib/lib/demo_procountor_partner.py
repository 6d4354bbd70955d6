"""The simulated Procountor of a demo."""

import secrets

from demo_processes import Process
from procountor_control import Control

LISTENS = "procountor listens on "
CLIENT_ID = "odoo-sidecar-demo"


class Procountor(Process):
    """`odoo-sidecar simulate procountor` with one company."""

    host = None

    def run(self, program):
        """Starts it on a free port and waits until it listens."""
        self.keys = {"client_id": CLIENT_ID, "client_secret": secrets.token_hex(16), "api_key": secrets.token_hex(16)}
        options = [f"--{name.replace('_', '-')}={value}" for name, value in self.keys.items()]
        self.start([program, "simulate", "procountor", *options])
        line = self.wait_for(lambda: next((one for one in self.said.splitlines() if one.startswith(LISTENS)), None), 20)
        self.host = line.removeprefix(LISTENS).removesuffix("/api")
        self.control = Control(lambda: self.host)

    @property
    def url(self):
        """
        :return: the address that the connector is given
        """
        return f"{self.host}/api"
