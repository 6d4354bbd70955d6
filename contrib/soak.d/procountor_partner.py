"""The simulated Procountor as a process."""

import secrets

from partner import Partner
from procountor_control import Control


class ProcountorPartner(Partner):
    """`odoo-sidecar simulate procountor` on a free port, with one company.

    :param binary: the program
    :param folder: for the file that keeps its books
    :param options: further options of the command
    """

    system = "procountor"

    def __init__(self, binary, folder, *options):
        self.keys = {"client_id": "soak", "client_secret": secrets.token_hex(16), "api_key": secrets.token_hex(16)}
        who = [f"--{name.replace('_', '-')}={value}" for name, value in self.keys.items()]
        self._command = [binary, "simulate", "procountor", *who, "--limit=100000", *options]
        self._log = folder / "procountor.log"
        self.process = None
        self.port = 0
        self.control = Control(lambda: self.url)

    @property
    def api(self):
        return f"{self.url}/api"
