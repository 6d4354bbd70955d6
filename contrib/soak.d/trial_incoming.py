"""`incoming`: many documents come in, some faulty, while the service is killed; all good ones must be in Odoo, once."""

import threading
import time
from collections import Counter

from arrivals import Arrivals
from trial import Trial

DONE = ("settled", "quarantined", "dropped")


def add_options(parser):
    parser.add_argument("--count", type=int, default=1000, help="documents (default: %(default)s)")
    parser.add_argument("--faulty", type=int, default=5, help="of a hundred (default: %(default)s)")
    parser.add_argument("--kills", type=int, default=2, help="kill -9 of the service on the way")
    parser.add_argument("--policy", choices=["all", "succeeded"], default="all", help="which are marked at Procuros")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=30, help="deadline (default: %(default)s)")


def run(options):
    began = time.monotonic()
    with IncomingTrial(options) as trial:
        share = max(4, options.count // 5)
        world = trial.office.found({"asked": share, "ordered": share // 2, "billed": share})
        print(f"company with {len(world['orders'])} orders after {time.monotonic() - began:.0f} s", flush=True)
        documents = trial.partner.generate(options.seed, options.count, options.faulty, world)
        print(f"documents: {dict(Counter(one['type'] for one in documents))}", flush=True)
        began = time.monotonic()
        killer = _Killer(trial, options)
        with killer:
            _work(trial, options, began)
        seconds = time.monotonic() - began
        arrivals = Arrivals(trial, documents, options.policy).judge()
        for sentence in arrivals.sentences():
            print(sentence)
        print(f"took {seconds:.0f} s, {killer.kills} kills")
        print(f"incoming: {arrivals.figures()}, {killer.kills} kills", flush=True)
        is_clean = arrivals.is_clean and not trial.violations and killer.kills == options.kills
    return 0 if is_clean else 1


class IncomingTrial(Trial):
    """A trial in which nobody clicks."""

    def __init__(self, options):
        self._policy = options.policy
        super().__init__(options.binary, options.seed, options.odoo, small_disk=False)

    def _open_office(self, stack):
        from incoming_odoo import IncomingOdoo  # needs PostgreSQL and the checkout

        office = IncomingOdoo(self._odoo, self.service.socket, self.partner, self.folder, policy=self._policy)
        stack.callback(office.end)
        return office.prepare()


class _Killer:
    """Kills and starts the service when so and so many documents are through; use it as a context."""

    def __init__(self, trial, options):
        self._trial, self.kills = trial, 0
        self._marks = [options.count * (turn + 1) // (options.kills + 1) for turn in range(options.kills)]
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        self._thread.join(60)

    def _work(self):
        while self._marks and not self._stopping.wait(0.02):
            if _through(self._trial) >= self._marks[0]:
                self._marks.pop(0)
                self._trial.service.kill()
                self._trial.service.start()
                self.kills += 1
                print(f"killed and started again with {_through(self._trial)} documents through", flush=True)


def _work(trial, options, began):
    """The scheduled actions, as often as it takes."""
    shown = None
    while time.monotonic() - began < options.minutes * 60:
        trial.attempt(lambda: _round(trial))
        if shown != (shown := trial.counts()):
            print(
                f"{time.monotonic() - began:.0f} s: { ({key: count for key, count in shown.items() if count}) }",
                flush=True,
            )
        if trial.is_at_rest() and _through(trial) >= options.count:
            return trial.office.poke("mark")
        time.sleep(0.2)
    trial.violate(f"not done after {options.minutes} minutes")


def _round(trial):
    """Fetch, apply and report once."""
    trial.office.poke("incoming")
    for _ in range(30):
        trial.office.tick()
        if trial.is_at_rest():
            break
    trial.office.poke("mark")


def _through(trial):
    counts = trial.counts()
    return sum(counts.get(state, 0) for state in DONE)
