"""The simulated Procurify of a demo."""

import secrets

from demo_processes import Process
from procurify_control import Control

LISTENS = "procurify listens on "
CLIENT_ID = "odoo-sidecar-demo"
DOMAIN = "acme"


class Procurify(Process):
    """`odoo-sidecar simulate procurify` with one tenant."""

    host = None

    def run(self, program):
        """Starts it on a free port and waits until it listens."""
        self.keys = {"client_id": CLIENT_ID, "client_secret": secrets.token_hex(16)}
        options = [f"--{name.replace('_', '-')}={value}" for name, value in self.keys.items()]
        self.start([program, "simulate", "procurify", f"--domain={DOMAIN}", *options])
        line = self.wait_for(lambda: next((one for one in self.said.splitlines() if one.startswith(LISTENS)), None), 20)
        self.host = line.removeprefix(LISTENS).rstrip("/")
        self.control = Control(lambda: self.host)
