"""The service of a demo, with a socket and a state directory of its own."""

import os
import subprocess

from demo_processes import Process


class Service(Process):
    """`odoo-sidecar serve`.

    :param program: path of odoo-sidecar
    :param directory: where socket, state, key and log are
    """

    def __init__(self, program, directory, outlives=False):
        super().__init__("service", directory / "service.log", outlives)
        self.program = program
        self.socket = directory / "sidecar.sock"
        self.state = directory / "state"
        self.key = directory / "vault.key"
        # Nobody's settings of a sidecar.
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ODOO_SIDECAR_")}
        self.environment = kept

    def run(self):
        """Starts it, with a key of its own the first time, and waits until it answers."""
        if not self.key.exists():
            self._ask("vault", "init", *self._options())
        self.start([self.program, "serve", *self._options()], self.environment)
        self.wait_for(lambda: self._ask("status", "--socket", self.socket) in (0, 2), 30)

    def says(self, *words):
        """
        :return: what a command of the administrator prints
        """
        done = self._done(*words, "--socket", self.socket)
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)} ended with {done.returncode}: {done.stderr.decode().strip()}")
        return done.stdout.decode().strip()

    def _options(self):
        settings = {
            "state_directory": self.state,
            "vault_key_file": self.key,
            "lookup_wait_seconds": 1,
            "backoff_base_seconds": 1,
        }
        return ["--socket", self.socket, *(f"--set={name}={value}" for name, value in settings.items())]

    def _ask(self, *words):
        return self._done(*words).returncode

    def _done(self, *words):
        command = [str(word) for word in (self.program, *words)]
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=30, env=self.environment)
