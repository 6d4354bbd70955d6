"""The processes a demo is made of: started with a log, waited for with a deadline, ended by their id."""

import ctypes
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

PR_SET_PDEATHSIG = 1  # prctl(2)
LIBC = ctypes.CDLL(None)


class Unfinished(Exception):
    """Something did not happen in time; the text says what."""


def wait_until(question, complaint, seconds=30, pause=0.05):
    """Asks until the answer is true.

    :param question: a function without arguments
    :param complaint: what to say when the deadline passes
    :return: the answer
    :raises Unfinished: after `seconds`
    """
    deadline = time.monotonic() + seconds
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise Unfinished(complaint)
        time.sleep(pause)


class Process:
    """One program in a session of its own; what it says goes to a file.

    :param outlives: whether it may run on when the demo is gone, however that ends
    """

    def __init__(self, name, log, outlives=False):
        self.name = name
        self.log = log
        self.outlives = outlives
        self.child = None

    def start(self, command, environment=None):
        with self.log.open("ab") as output:
            self.child = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,
                preexec_fn=None if self.outlives else _ends_with_its_parent,
            )

    def stop(self, seconds=20):
        """Asks it to end and waits; past the deadline it is killed."""
        if self.is_running:
            self.child.terminate()
            try:
                self.child.wait(seconds)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self):
        """Ends it as a power cut would, with what it started."""
        if self.is_running:
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()

    def wait_for(self, question, seconds):
        """Waits until it works.

        :raises Unfinished: it ended or the time is over; with the end of its log
        """

        def works():
            if not self.is_running:
                raise Unfinished(f"{self.name} ended:\n{self.tail()}")
            return question()

        try:
            return wait_until(works, f"{self.name} was not ready after {seconds} s", seconds)
        except Unfinished as problem:
            raise Unfinished(f"{problem}\n{self.tail()}") from None

    @property
    def is_running(self):
        return self.child is not None and self.child.poll() is None

    @property
    def pid(self):
        return self.child.pid

    @property
    def said(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def tail(self, lines=20):
        return "\n".join(self.said.splitlines()[-lines:])


def _ends_with_its_parent():
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def direct():
    """
    :return: opens addresses on this machine, past any proxy
    """
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))


def serves(address):
    """
    :return: whether a page is served there
    """
    try:
        with direct().open(address, timeout=120) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
