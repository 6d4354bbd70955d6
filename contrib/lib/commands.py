"""Runs the programs that the steps are made of, each with a deadline and a log."""

import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from places import REPOSITORY, cache

LOGS = REPOSITORY / ".build" / "test-logs"


@dataclass
class Finished:
    """How a program ended; what it said is in the log."""

    code: int
    log: Path

    @property
    def succeeded(self):
        return self.code == 0

    @property
    def output(self):
        return self.log.read_text(errors="replace")

    def tail(self, lines=40):
        """
        :return: how it ended and the last lines it said
        """
        last = self.output.splitlines()[-lines:]
        ending = "ran into its deadline" if self.code == -signal.SIGKILL else f"ended with code {self.code}"
        return "\n".join([f"{ending}; the end of its log:", *last])


def run(name, command, *, seconds, environment=None):
    """Runs a program in the repository, without standard input, and waits for it.

    :param name: names the log, `.build/test-logs/<name>.log`
    :param command: program and arguments
    :param seconds: the deadline; past it the program and what it started are killed
    :param environment: all variables of the program; nothing means the present ones
    :return: how it ended
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    with log.open("w") as output:
        child = subprocess.Popen(
            [str(part) for part in command],
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )
        try:
            child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            pass
        finally:  # also when this run itself is told to end
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
    return Finished(child.returncode, log)


def tool(name):
    """
    :return: the path of a program of the tools' virtual environment
    """
    return cache() / "tools" / "bin" / name
