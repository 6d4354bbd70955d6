"""The faults of the campaign: each is done to a running trial and undone, while people go on clicking."""

import contextlib
import os
import shutil
import signal
from pathlib import Path

import labels
from offices import TROUBLES
from service import Operator, answers
from waiting import happens, until
from wire import WireError

CARRIED_OUT = ["reply-lost", "half:send", "garbage:send", "noise:send", "html:send", "empty:send"]
NOT_TAKEN = ["429:1s", "429", "503", "503:1s", "500:send", "502:send", "504:send", "expired-token"]
LOOKING = ["garbage:read", "half:read", "503:read", "html:read", "500:read", "noise:read"]
HOUR = 3600
PASSING_SECONDS = 60  # a machine that others use as well


class Faults:
    """Every kind of fault by name, done to one trial.

    :param trial: has `service`, `partner`, `office`, `clickers`, `disk` and `random`
    """

    def __init__(self, trial):
        self.trial = trial
        self.skipped = {}

    def names(self):
        """
        :return: the names of all kinds that can be done here
        """
        every = [f"kill:{label}" for label in labels.labels()]
        every += ["kill", "stop", "second", "late", "hang", "storm", "clock:+1h", "clock:-1h", "leap"]
        every += [f"odoo:{trouble}" for trouble in TROUBLES]
        every += [f"answer:{name}" for name in [*CARRIED_OUT, *NOT_TAKEN, *LOOKING]]
        if self.trial.office.has_workers:
            every.append("worker")
        if self.trial.disk.is_small:
            every += ["disk:full", "disk:read-only"]
        else:
            self.skipped["disk full, disk read-only"] = self.trial.disk.reason
        return sorted(every)

    def inject(self, name):
        """Does one fault and waits until people have met it; the service runs again afterwards."""
        kind, _, detail = name.partition(":")
        getattr(self, f"_{kind}")(detail)

    # -- the service

    def _kill(self, label):
        service = self.trial.service
        if not label:
            self._meet(self.trial.random.randrange(3))
            service.kill()
        elif label in labels.AT_START:
            self._kill_at_start(label)
        elif label in labels.AT_UPGRADE:
            return self._kill_new_store(label)
        elif label in labels.AT_BACKUP:
            self._kill_at_backup(label)
        else:
            service.arm(f"{label}:{self.trial.random.randint(1, 3)}")
            if label.startswith(("doubt", "lookup", "delivery.failed")):
                self.trial.partner.misbehave("reply-lost:50%,503:20%:send", self._seed())
            if not happens(lambda: not service.runs, PASSING_SECONDS):
                self.trial.violate(f"nobody passed {label} in {PASSING_SECONDS} s")
                service.kill()
            self.trial.partner.misbehave("")
        service.arm("")
        service.start()

    def _kill_at_start(self, label):
        """Dies at the recovery after its death with documents under way."""
        service = self.trial.service
        self.trial.partner.misbehave("slow:400ms:send")
        self._meet(1)
        service.arm("exchange.answered:1")
        if not happens(lambda: not service.runs, 12):
            service.kill()
        service.arm(f"{label}:1")
        process = service.spawn()
        if not happens(lambda: process.poll() is not None, 3):
            self.trial.note(f"nothing to recover for {label}")
            service.kill()
        self.trial.partner.misbehave("")

    def _kill_new_store(self, label):
        """A second service with a new store dies while it makes its tables; it must start again."""
        service = self.trial.service
        places = {"STATE_DIRECTORY": service.folder / "new", "SOCKET": service.folder / "new.sock"}
        service.arm(f"{label}:{self.trial.random.randint(1, 2)}")
        first = service.spawn(**places)
        if not happens(lambda: first.poll() is not None, PASSING_SECONDS):
            self.trial.violate(f"a new store did not pass {label}")
            first.kill()
        service.arm("")
        second = service.spawn(**places)
        try:
            if not happens(lambda: answers(places["SOCKET"]), 30):
                self.trial.violate(f"a new store that was killed at {label} does not start")
        finally:
            second.kill()
            second.wait(10)
            shutil.rmtree(places["STATE_DIRECTORY"])

    def _kill_at_backup(self, label):
        """Dies with a copy nearly done: there must be no file then, and a whole one the next time."""
        service = self.trial.service
        path = service.folder / "backup.db"
        service.arm(f"{label}:1")
        with contextlib.suppress(WireError), Operator(service.socket) as operator:
            operator.ask("service/backup", path=str(path))
        if not happens(lambda: not service.runs, 5) or path.exists():
            self.trial.violate(f"a backup killed at {label} went on, or left a file")
            service.kill()
        service.arm("")
        service.start()
        with Operator(service.socket) as operator:
            operator.ask("service/backup", path=str(path))
        path.unlink()
        service.kill()

    def _stop(self, _):
        code = self.trial.service.stop()
        if code != 0:
            self.trial.violate(f"the service ended with code {code} when told to stop")
        self.trial.service.start()

    def _second(self, _):
        """A second service on the same store must refuse, and must not harm the first."""
        service = self.trial.service
        for socket in (service.socket, service.folder / "second.sock"):
            process = service.spawn(SOCKET=socket)
            try:
                if process.wait(10) == 0:
                    self.trial.violate("a second service on the same state directory did not refuse")
            finally:
                process.kill()
        if not service.answers():
            self.trial.violate("the first service does not answer after a second was started")

    # -- Odoo

    def _odoo(self, trouble):
        self.trial.clickers.troubles.put(trouble)
        happens(self.trial.clickers.troubles.empty, 10)
        self._meet(1)

    def _worker(self, _):
        self._meet(1)
        if not self.trial.office.kill_worker():
            self.trial.note("no worker to kill")
        self._meet(1)

    # -- the partner

    def _answer(self, rule):
        times = self.trial.random.randint(1, 4)
        if rule.endswith(":read"):
            rule = f"reply-lost:{times} times,{rule}:{times} times"
        else:
            rule = f"{rule}:{times} times"
        self.trial.partner.misbehave(rule, self._seed())
        self._meet(times + 1)

    def _late(self, _):
        self.trial.partner.misbehave("slow:800ms:4 times")
        self._meet(4)

    def _hang(self, _):
        self.trial.partner.misbehave("hang:1 time:send")
        self._meet(3)

    def _storm(self, _):
        rule = self.trial.random.choice(["429:70%", "503:70%", "reply-lost:40%,503:30%", "slow:100ms:50%,502:30%:send"])
        self.trial.partner.misbehave(rule, self._seed())
        self._meet(12)
        self.trial.partner.misbehave("")

    # -- disk and clock

    def _disk(self, kind):
        if kind == "full":
            with self.trial.disk.full():
                self._meet(4)
            return
        service = self.trial.service
        service.kill()
        with self.trial.disk.read_only():
            process = service.spawn(LOG_FORMAT="text")
            try:
                if process.wait(10) == 0:
                    self.trial.violate("the service started on a read-only state directory")
            finally:
                process.kill()
        service.start()

    def _clock(self, direction):
        """An hour off, and back again."""
        self.trial.service.shift_clock(HOUR if direction == "+1h" else -HOUR)
        self._meet(6)
        self.trial.service.shift_clock(0)

    def _leap(self, _):
        """Killed while a request is on its way; the clock leaps before each look-up: too early to believe one."""
        service, partner = self.trial.service, self.trial.partner
        again = partner.duplicates()
        partner.misbehave("slow:2500ms:send")
        before = partner.sends()
        if not happens(lambda: partner.sends() > before, 8):
            self.trial.note("nothing on its way at the leap")
        service.kill()
        service.start()
        for hours in (1, 2):
            looked = partner.look_ups()
            service.shift_clock(hours * HOUR)
            if not happens(lambda looked=looked: partner.look_ups() > looked, 4):
                self.trial.note(f"no look-up after a leap of {hours} h")
        self._meet(4)
        partner.misbehave("")
        self._meet(4)
        service.shift_clock(0)
        if partner.duplicates() != again or any(count > 1 for count in partner.numbers().values()):
            self.trial.violate("a look-up that came too early was believed: an order was sent twice")

    # -- around

    def _meet(self, clicks):
        """Waits until so many clicks have ended, a few seconds at most."""
        goal = self.trial.clickers.clicks + clicks
        happens(lambda: self.trial.clickers.clicks >= goal, 4)

    def _seed(self):
        return self.trial.random.randrange(1 << 30)


def kill_process(pid):
    """
    :return: whether there was such a process
    """
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    until(lambda: not Path(f"/proc/{pid}").exists(), 5, "a killed worker to be gone")
    return True
