"""The real service as a process that can be armed, killed, stopped and started again."""

import json
import os
import secrets
import signal
import subprocess
import time

import paths  # noqa: F401 - makes `wire` importable
from systemd_socket import NoSocket, SystemdSocket
from waiting import until
from wire import Client, WireError

# States of a document for which something is still to be done.
OPEN = ("pending", "sending", "proposed", "delivered")

HELLO = {"protocol": {"min": 1, "max": 1}, "client": {"name": "soak", "version": "1"}}
STANDARD = {
    "LOOKUP_WAIT_SECONDS": "2",
    "BACKOFF_BASE_SECONDS": "1",
    "BACKOFF_CAP_SECONDS": "2",
    "LOG_LEVEL": "info",
}


class Service:
    """One `odoo-sidecar serve` on a state directory of its own.

    :param binary: the program, built with the trait KillPoints where something is to be killed at a label
    :param folder: for its socket, key, log and what arms it
    :param state: its state directory; nothing means one in the folder
    :param activated: whether its socket is open before it, as systemd does it
    :param settings: keys of the configuration in capitals, in place of the short times used here
    """

    def __init__(self, binary, folder, state=None, activated=False, **settings):
        self.binary, self.folder = binary, folder
        self.state = state or folder / "state"
        self.socket = folder / "s.sock"
        self.log = folder / "service.log"
        self.settings = {**STANDARD, **settings}
        self.process = None
        self._listens = SystemdSocket(self.socket) if activated else NoSocket()
        self._kill, self._clock, self._key = folder / "kill", folder / "clock", folder / "vault.key"
        if not self._key.exists():
            self._key.write_text(secrets.token_hex(32) + "\n")
            self._key.chmod(0o600)

    @property
    def runs(self):
        return self.process is not None and self.process.poll() is None

    def start(self, seconds=15):
        """Starts it and waits until it answers.

        :return: seconds until it answered
        """
        began = time.monotonic()
        self.spawn()
        until(lambda: self.answers() or not self.runs, seconds, "the service to answer", 0.005)
        if not self.runs:
            raise RuntimeError(f"the service ended at its start, code {self.process.returncode}; see {self.log}")
        return time.monotonic() - began

    def spawn(self, **more):
        """Starts it and does not wait.

        :param more: settings of this process only
        :return: the process
        """
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [*self._listens.command, self.binary, "serve"],
                env=self._environment(more),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **self._listens.options,
            )
        if not more:
            self.process = process
        return process

    def command(self, *words):
        """Runs another command of the program with the same configuration.

        :raises subprocess.CalledProcessError: when it fails
        """
        self._run(words)

    def answer(self, *words):
        """
        :return: what a command of the program prints with `--json`
        """
        return json.loads(self._run([*words, "--json"]))

    def _run(self, words):
        command = [self.binary, *map(str, words)]
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "check": True, "timeout": 120, "text": True}
        return subprocess.run(command, env=self._environment({}), **options).stdout

    def _environment(self, more):
        values = {**self.settings, "SOCKET": self.socket, "STATE_DIRECTORY": self.state, "VAULT_KEY_FILE": self._key}
        ours = {f"ODOO_SIDECAR_{name}": str(value) for name, value in {**values, **more}.items()}
        armed = {"ODOO_SIDECAR_KILL": f"@{self._kill}", "ODOO_SIDECAR_CLOCK_OFFSET": str(self._clock)}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ODOO_SIDECAR_")}
        return {**kept, **(armed if self.has_kill_points else {}), **ours}

    @property
    def has_kill_points(self):
        return b"ODOO_SIDECAR_CLOCK_OFFSET" in self.binary.read_bytes()

    def answers(self):
        return answers(self.socket)

    def stop(self, seconds=12):
        """Tells it to end and waits.

        :return: its exit code
        """
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def restart(self):
        """As systemd does: ends it, and starts it when it has ended."""
        self.stop()
        self.start()

    def kill(self):
        if self.runs:
            self.process.kill()
        self.process.wait(10)

    def arm(self, order):
        """From now on the service kills itself at the n-th passing of a point: `label:n`; nothing disarms it."""
        _write(self._kill, order)

    def shift_clock(self, seconds):
        """Makes the service's clock wrong by so many seconds."""
        _write(self._clock, str(seconds))

    def end(self):
        if self.process is not None:
            self.kill()


def answers(socket):
    """
    :return: whether a service answers there
    """
    try:
        with Operator(socket) as operator:
            return bool(operator.ask("service/health", seconds=2))
    except WireError:
        return False


class Operator:
    """A client of the socket with an operator's rights; use it as a context."""

    def __init__(self, socket):
        self._client = Client(str(socket), HELLO)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._client.close()

    def ask(self, method, seconds=20, **params):
        return self._client.call(method, params, seconds)

    def entries(self, **conditions):
        """
        :return: every entry of the ledger under these conditions
        """
        found, after = [], 0
        while after is not None:
            page = self.ask("entry/list", limit=500, after=after, **conditions)
            found += page["entries"]
            after = page["next"]
        return found

    def counts(self):
        """
        :return: number of entries by state
        """
        counters = self.ask("service/metrics")["counters"]
        return {name.removeprefix("entries_"): count for name, count in counters.items() if name.startswith("entries_")}


def _write(path, text):
    """Replaces the file at once: the service may read it at any moment."""
    partial = path.with_suffix(".new")
    partial.write_text(text)
    partial.replace(path)
