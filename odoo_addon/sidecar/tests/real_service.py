"""Starts the real service and the simulator of a partner, for the tests that want them instead of a stand-in."""

import os
import subprocess
import tempfile
import time
from pathlib import Path

BINARY = os.environ.get("ODOO_SIDECAR_BIN")
SECONDS = 20
TOKEN = "token-of-the-simulator-4711"


class RealService:
    """`with RealService() as service: … service.path … service.partner`: a service with a ledger of its own.

    `partner` is the address of the simulated partner, which keeps what it receives.
    """

    # Arguments of `odoo-sidecar simulate`; connectors' addons name their own partner.
    simulate = ("procuros", f"--token={TOKEN}")

    def __init__(self, *failures):
        self.folder = tempfile.TemporaryDirectory(prefix="sidecar-real-")
        self.home = Path(self.folder.name)
        self.path = str(self.home / "s.sock")
        self.failures = failures
        self.processes = []

    def __enter__(self):
        self.options = [
            f"--socket={self.path}",
            f"--set=state_directory={self.home / 'state'}",
            f"--set=vault_key_file={self.home / 'vault.key'}",
        ]
        (self.home / "state").mkdir()
        subprocess.run([BINARY, "vault", "init", *self.options[2:]], check=True, capture_output=True, timeout=SECONDS)
        fail = [f"--fail={','.join(self.failures)}"] if self.failures else []
        line = self._start("simulate", *self.simulate, *fail, out=subprocess.PIPE).stdout.readline()
        self.partner = line.decode().split()[-1]
        self.serve()
        return self

    def serve(self):
        """Start the service; also again, after `kill`."""
        Path(self.path).unlink(missing_ok=True)
        self.service = self._start("serve", *self.options)
        end = time.monotonic() + SECONDS
        while not Path(self.path).exists():
            if self.service.poll() is not None or time.monotonic() > end:
                raise RuntimeError((self.home / "log").read_text())
            time.sleep(0.02)

    def kill(self):
        """As a power cut would."""
        self.service.kill()
        self.service.wait(SECONDS)

    def _start(self, *arguments, out=None):
        with (self.home / "log").open("ab") as log:
            process = subprocess.Popen([BINARY, *arguments], stdout=out or log, stderr=log)
        self.processes.append(process)
        return process

    def __exit__(self, *_exc):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
            if process.stdout:
                process.stdout.close()
        self.folder.cleanup()
