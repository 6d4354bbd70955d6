"""One trial: a service, a simulated partner and an office, in a folder of their own."""

import contextlib
import os
import random
import shutil
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from clickers import Clickers
from disk import Disk
from odoo_rpc import OdooError
from offices import ClickFailed
from partner import Partner
from paths import REPOSITORY
from service import OPEN, Operator, Service
from stand_in import StandIn
from wire import WireError

TICK_SECONDS = 2.0
LOGS = REPOSITORY / ".build" / "soak-logs" / str(os.getpid())


class Trial:
    """Everything that runs, and what was found; use it as a context.

    :param binary: the service
    :param seed: of everything that is left to chance
    :param odoo: a checkout, or nothing for the stand-in
    :param small_disk: whether the state directory is on a disk that can be filled
    :param activated: whether the service's socket stays open while it restarts
    :param old: another service to begin with, and the addons that belong to it
    :param settings: keys of the service's configuration
    """

    def __init__(self, binary, seed, odoo=None, small_disk=True, activated=False, old=None, **settings):
        self.random = random.Random(seed)
        self.seed, self._binary, self._odoo, self._settings = seed, Path(binary).resolve(), odoo, settings
        self.violations, self.notes = [], []
        self._small_disk, self._activated = small_disk, activated
        self._first, self._addons = old or (self._binary, None)
        self._stack = contextlib.ExitStack()
        self._stopping = threading.Event()
        self._ticker = None
        self._rounds = 0

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-", dir="/tmp")))
            self.disk = stack.enter_context(Disk(self.folder / "state", self._small_disk))
            self.partner = self._open_partner()
            stack.callback(self.partner.end)
            self.partner.start()
            self.service = Service(self._first, self.folder, self.disk.folder, self._activated, **self._settings)
            stack.callback(self.service.end)
            self.service.start()
            self.office = self._open_office(stack)
            self.clickers = Clickers(self.office, self.seed)
            self.former = []
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_):
        self.rest()
        self.service.end()
        shutil.rmtree(LOGS, ignore_errors=True)
        shutil.copytree(self.folder, LOGS, ignore=shutil.ignore_patterns("*.sock", "vault.key"))
        print(f"logs and ledger: {LOGS}")
        self._stack.close()

    def work(self):
        """People click and the scheduled action runs, until `rest`; orders of earlier rounds they click again."""
        if self._rounds:
            self.former += self.clickers.orders
            self.clickers = Clickers(self.office, self.seed + self._rounds, self.former)
        self._rounds += 1
        self._stopping = threading.Event()
        self._ticker = threading.Thread(target=self._tick)
        self.clickers.__enter__()
        self._ticker.start()

    def rest(self):
        self._stopping.set()
        if self._ticker is not None:
            self._ticker.join(120)
            self.clickers.__exit__()
            self._ticker = None

    def violate(self, sentence):
        self.violations.append(sentence)
        print(f"VIOLATION: {sentence}", flush=True)

    def note(self, sentence):
        self.notes.append(sentence)
        print(f"note: {sentence}", flush=True)

    def attempt(self, work):
        """Does something for which the service may be away just now: that is noted, and no violation.

        :return: whether it was done
        """
        try:
            work()
        except (ClickFailed, OdooError, WireError, OSError) as problem:
            self.note(f"while the service was away: {str(problem)[:160]}")
            return False
        return True

    def is_at_rest(self, besides=()):
        """
        :param besides: states that wait for a person here
        :return: whether nothing is left to do; false while the service is away
        """
        counts = self.counts()
        return bool(counts) and not any(counts.get(state, 0) for state in OPEN if state not in besides)

    def counts(self):
        """
        :return: number of documents by state; nothing while the service is away
        """
        try:
            with Operator(self.service.socket) as operator:
                return Counter(operator.counts())
        except (WireError, OSError):
            return Counter()

    def _open_partner(self):
        return Partner(self._binary, self.folder)

    def _open_office(self, stack):
        if self._odoo is None:
            return StandIn(self.service.socket, self.partner).prepare()
        from real_odoo import RealOdoo  # needs PostgreSQL and the checkout

        office = RealOdoo(self._odoo, self.service.socket, self.partner, self.folder, self._addons)
        stack.callback(office.end)
        return office.prepare()

    def _tick(self):
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                self.office.tick()
            except ClickFailed:
                pass  # the service is down, or a worker was killed: the next one comes
            except Exception as problem:
                self.clickers.problems.append(f"tick: {problem!r}")
            self._stopping.wait(max(0.1, TICK_SECONDS - (time.monotonic() - began)))
