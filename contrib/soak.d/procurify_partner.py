"""The simulated Procurify as a process."""

import secrets

from partner import Partner
from procurify_control import Control


class ProcurifyPartner(Partner):
    """`odoo-sidecar simulate procurify` on a free port, with one tenant.

    :param binary: the program
    :param folder: for its log
    :param options: further options of the command
    """

    system = "procurify"

    def __init__(self, binary, folder, *options):
        self.keys = {"client_id": "soak", "client_secret": secrets.token_hex(16)}
        who = [f"--{name.replace('_', '-')}={value}" for name, value in self.keys.items()]
        self._command = [binary, "simulate", "procurify", "--domain=acme", *who, *options]
        self._log = folder / "procurify.log"
        self.process = None
        self.port = 0
        self.control = Control(lambda: self.url)
