"""Measures the service beside its peers in one run and prints each figure with its budget, `ok` or `OVER`.

The socket stands beside a C echo and a Python asyncio echo, a click beside the disk's own sync. It needs gcc and Python
besides what the service is built with. Client and servers of the round trips share one core: on two, the scheduler
decides between 8 and 45 µs, for a C echo just as well. Exit status 1 when a budget is exceeded.
"""

import argparse
import contextlib
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import odoo_side
from odoo_side import OdooSide

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[2]
PLACE = REPOSITORY / ".build" / "bench"
IDLE_SECONDS = 5.0
STARTS = 5
PASSES = 3
CORE = max(os.sched_getaffinity(0))
ON_ONE_CORE = ["taskset", "-c", str(CORE)]


class Table:
    """Rows of what was measured, with budgets."""

    def __init__(self):
        self.rows = []
        self.is_over = False

    def add(self, what, figure, unit, *, ratio=None, budget=None, measured=None):
        """
        :param ratio: text that says how it compares with its peer
        :param budget: the most that `measured` (default: the figure) may be
        """
        verdict = "" if budget is None else "ok" if (measured or figure) <= budget else "OVER"
        self.is_over |= verdict == "OVER"
        self.rows.append((what, f"{figure:.3g} {unit}", ratio or "", f"≤ {budget:g}" if budget else "", verdict))

    def show(self):
        rows = [("", "measured", "beside", "budget", ""), *self.rows]
        widths = [max(len(row[column]) for row in rows) for column in range(5)]
        for row in rows:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def main():
    options = parse()
    PLACE.mkdir(parents=True, exist_ok=True)
    binary = options.binary or build()
    table = Table()
    with tempfile.TemporaryDirectory(prefix="sidecar-bench-") as sockets:
        for name in ("echo", "client", "partner"):
            subprocess.run(["gcc", "-O2", "-std=gnu11", "-o", PLACE / name, HERE / f"{name}.c"], check=True)
        measure_start(table, binary, Path(sockets))
        with Sidecar(binary, Path(sockets)) as sidecar:
            sidecar.wait()
            measure_idle(table, sidecar)
            measure_round_trips(table, sidecar, Path(sockets), options.rounds)
            measure_clicks(table, sidecar, options.clicks)
    table.show()
    return 1 if table.is_over else 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, help="a release build to measure; nothing builds one")
    parser.add_argument("--rounds", type=int, default=20000, help="round trips a server (default %(default)s)")
    parser.add_argument("--clicks", type=int, default=500, help="clicks (default %(default)s)")
    return parser.parse_args()


def build():
    command = ["swift", "build", "-c", "release", "--product", "odoo-sidecar", "--static-swift-stdlib"]
    finished = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True)
    if finished.returncode:
        sys.exit(finished.stdout + finished.stderr)
    return REPOSITORY / ".build" / "release" / "odoo-sidecar"


class Sidecar:
    """A service with a fresh state directory on the disk of the repository."""

    def __init__(self, binary, sockets):
        self._place = tempfile.TemporaryDirectory(dir=PLACE)
        self.binary = binary
        self.state = Path(self._place.name) / "state"
        self.socket = str(sockets / f"{Path(self._place.name).name}.sock")
        self._log = None
        self.process = None

    def __enter__(self):
        key = f"{self._place.name}/vault.key"
        subprocess.run(
            [self.binary, "vault", "init", "--set", f"vault_key_file={key}"], check=True, stdout=subprocess.DEVNULL
        )
        settings = {"state_directory": self.state, "vault_key_file": key, "log_level": "warning"}
        flags = [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]
        self._log = open(f"{self._place.name}/log", "w+")
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            [self.binary, "serve", "--socket", self.socket, *flags], stderr=self._log, stdout=self._log
        )
        return self

    def __exit__(self, *_exc):
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._log.close()
        self._place.cleanup()

    def wait(self):
        """Until a hello is answered.

        :return: seconds since the process was spawned
        """
        while self.process.poll() is None and time.perf_counter() - self.begun < 30:
            with contextlib.suppress(OSError):
                peer = OdooSide(self.socket)
                peer.call("session/hello", odoo_side.operator_hello())
                took = time.perf_counter() - self.begun
                peer.close()
                return took
            time.sleep(0.001)
        self._log.seek(0)
        sys.exit(f"the service did not start:\n{self._log.read()}")

    @contextlib.contextmanager
    def on_one_core(self):
        """All its threads on the core of the others, for comparing."""
        everywhere = os.sched_getaffinity(0)
        try:
            self._place_on({CORE})
            yield
        finally:
            self._place_on(everywhere)

    def _place_on(self, cores):
        for thread in os.listdir(f"/proc/{self.process.pid}/task"):
            os.sched_setaffinity(int(thread), cores)

    def memory(self):
        """
        :return: resident memory in MiB, and how much of it is its own and not pages of program files
        """
        rows = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        fields = dict(row.split(":", 1) for row in rows)
        return tuple(int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon"))


def measure_start(table, binary, sockets):
    took = []
    for _start in range(STARTS):
        with Sidecar(binary, sockets) as sidecar:
            took.append(sidecar.wait())
    table.add("ready (spawned → hello answered)", statistics.median(took) * 1000, "ms", budget=500)


def measure_idle(table, sidecar):
    """What it holds after some seconds without work."""
    end = time.perf_counter() + IDLE_SECONDS
    while time.perf_counter() < end:
        held, own = sidecar.memory()
        time.sleep(0.1)
    table.add(f"resident memory, idle for {IDLE_SECONDS:g} s", held, "MiB", budget=40)
    table.add("  of it not pages of program files", own, "MiB")


def measure_round_trips(table, sidecar, sockets, rounds):
    health = odoo_side.line({"id": 2, "method": "service/health", "params": {}})
    opening = odoo_side.line({"id": 1, "method": "session/hello", "params": odoo_side.operator_hello()})
    servers = {"C echo": [PLACE / "echo"], "Python asyncio echo": [sys.executable, HERE / "echo_asyncio.py"]}
    paths = {name: str(sockets / name.replace(" ", "-")) for name in servers}
    asked = {path: health for path in paths.values()} | {sidecar.socket: opening + health}
    with contextlib.ExitStack() as stack:
        for name, command in servers.items():
            stack.enter_context(serving(command, paths[name]))
        stack.enter_context(sidecar.on_one_core())
        # One after the other and again: what else the machine does then meets all of them.
        passes = [[round_trips(path, rounds, lines) for path, lines in asked.items()] for _pass in range(PASSES)]
    (base, base_99), *others = (min(figures) for figures in zip(*passes, strict=True))
    table.add("socket round trip, C echo, median", base, "µs")
    table.add("  99th percentile", base_99, "µs")
    for name, (median, tail) in zip(("Python asyncio echo", "service/health"), others, strict=True):
        ratio = median / base
        budget = 1.3 if name == "service/health" else None
        beside = f"{ratio:.2f} × C echo"
        table.add(f"socket round trip, {name}, median", median, "µs", ratio=beside, budget=budget, measured=ratio)
        table.add("  99th percentile", tail, "µs", ratio=f"{tail / base_99:.2f} × C echo")


@contextlib.contextmanager
def serving(command, path):
    process = subprocess.Popen([*ON_ONE_CORE, *command, path])
    try:
        end = time.perf_counter() + 10
        while not os.path.exists(path) and time.perf_counter() < end:
            time.sleep(0.001)
        yield
    finally:
        process.terminate()
        process.wait()


def round_trips(path, rounds, lines):
    """
    :return: median and 99th percentile in microseconds
    """
    asked = subprocess.run(
        [*ON_ONE_CORE, PLACE / "client", path, str(rounds)], input=lines, capture_output=True, check=True
    )
    return tuple(map(float, asked.stdout.split()))


def measure_clicks(table, sidecar, clicks):
    """`flow/run` of one order with a fast Odoo and a fast partner, both of whose own time is taken off."""
    partner = subprocess.Popen([PLACE / "partner"], stdout=subprocess.PIPE, text=True)
    try:
        port = int(partner.stdout.readline())
        odoo = OdooSide(sidecar.socket)
        odoo.call("session/hello", odoo_side.hello(0))
        odoo.call("connection/save", odoo_side.connection(f"http://127.0.0.1:{port}", 1))
        odoo.close()
        took, whole = click(sidecar, clicks)
    finally:
        partner.send_signal(signal.SIGTERM)
        said, _none = partner.communicate(timeout=10)
    partners = float(said.split()[-1]) / 1000
    sync = disk_sync(sidecar.state)
    own = statistics.median(took) * 1000 - partners
    table.add("write and fdatasync of 4 KiB, same disk, median", sync, "ms")
    table.add("a click's own cost (flow/run), median", own, "ms", ratio=f"{own / sync:.1f} × fdatasync", budget=5)
    table.add("  99th percentile", statistics.quantiles(took, n=100)[98] * 1000 - partners, "ms")
    table.add("  with connect, hello, settled and mirror, median", statistics.median(whole) * 1000 - partners, "ms")


def click(sidecar, clicks):
    """
    :return: seconds of each `flow/run`, and of each click with all that is said around it, Odoo's share taken off
    """
    took, whole, after, epoch = [], [], None, None
    for record in range(1, clicks + 21):
        begun = time.perf_counter()
        odoo = OdooSide(sidecar.socket)
        odoo.call("session/hello", odoo_side.hello(1))
        asked = time.perf_counter()
        outcome = odoo.run(record)
        answered = time.perf_counter()
        if outcome["status"] != "sent" or outcome["issues"]:
            sys.exit(f"order {record} was not sent: {outcome}")
        odoo.call("entry/settled", {"entries": [outcome["entry"]]})
        news = odoo.call("mirror/since", {"after": after, "epoch": epoch, "limit": 500})
        after, epoch = news["last"], news["epoch"]
        ended = time.perf_counter()
        odoo.close()
        if record > 20:  # the first ones warm caches up
            took.append(answered - asked - odoo.spent)
            whole.append(ended - begun - odoo.spent)
    return took, whole


def disk_sync(place):
    """Median in milliseconds of writing 4 KiB behind one another and waiting for the disk."""
    took = []
    with tempfile.NamedTemporaryFile(dir=place) as file:
        for _round in range(200):
            begun = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fdatasync(file.fileno())
            took.append(time.perf_counter() - begun)
    return statistics.median(took) * 1000


if __name__ == "__main__":
    sys.exit(main())
