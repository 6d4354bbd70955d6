"""`restarts`: a thousand clicks while the service is restarted every five seconds; not one may fail."""

import threading
import time
from collections import Counter

from offices import ClickFailed
from trial import Trial
from verdict import Verdict
from waiting import happens

PAUSE = 5.0
SETTLE_SECONDS = 120


def add_options(parser):
    parser.add_argument("--count", type=int, default=1000, help="clicks")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fail", default="slow:500ms:20%", help="how the partner misbehaves (default: %(default)s)")
    parser.add_argument("--own-socket", action="store_true", help="without a socket that stays open, as in a container")
    parser.add_argument("--minutes", type=float, default=0, help="spread the clicks over so long")


def run(options):
    with Trial(options.binary, options.seed, options.odoo, activated=not options.own_socket) as trial:
        trial.partner.misbehave(options.fail)
        restarts = _Restarts(trial.service)
        clicks = _Clicks(trial, options.count, options.minutes * 60)
        with restarts:
            began = time.monotonic()
            clicks.work()
            seconds = time.monotonic() - began
        trial.partner.misbehave("")
        verdict = Verdict(trial).reach(SETTLE_SECONDS)
        for sentence, count in clicks.failed.most_common():
            print(f"failed {count} times: {sentence}")
        slowest = sorted(clicks.seconds)[-5:]
        print(f"answers {dict(clicks.answers)}, slowest {', '.join(f'{one:.2f} s' for one in slowest)}")
        failed = clicks.failed.total()
        print(
            f"restarts: {clicks.answers.total() + failed} clicks in {seconds:.0f} s, {restarts.count} restarts,"
            f" {failed} failed, {len(verdict.double)} double, {len(verdict.lost)} lost",
            flush=True,
        )
    return 0 if verdict.is_clean and not failed else 1


class _Restarts:
    """Stops and starts the service every few seconds, as `systemctl restart` does; use it as a context."""

    def __init__(self, service):
        self._service = service
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work)
        self.count = 0

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        self._thread.join(60)

    def _work(self):
        while not self._stopping.wait(PAUSE):
            self._service.restart()
            self.count += 1


class _Clicks:
    """So many first clicks of orders, by all users at once."""

    def __init__(self, trial, count, seconds):
        self._trial = trial
        self._pause = seconds * trial.office.users / count
        self._lock = threading.Lock()
        self.answers, self.failed, self.seconds = Counter(), Counter(), []
        while len(trial.clickers.orders) < count:
            trial.clickers.orders += trial.office.make_orders(min(100, count - len(trial.clickers.orders)))
        self._orders = iter(list(trial.clickers.orders))

    def work(self):
        threads = [threading.Thread(target=self._user, args=(user,)) for user in range(self._trial.office.users)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _user(self, user):
        while True:
            with self._lock:
                order = next(self._orders, None)
            if order is None:
                return
            began = time.monotonic()
            result, failure = None, None
            try:
                result = self._trial.office.click(order, user)
            except ClickFailed as error:
                failure = str(error)
            took = time.monotonic() - began
            with self._lock:
                (self.failed if failure else self.answers)[failure or result] += 1
                self.seconds.append(took)
            happens(lambda: False, max(0.0, self._pause - took), 0.05)
