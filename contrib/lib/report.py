"""What the steps of a test run found, and how that is printed."""

import os
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby

AT_LENGTH = 5  # so many failures of a step are printed whole, of the others the first line


@dataclass
class Result:
    """What one step found. Failures and skips each have a line that names them, notes are said besides."""

    passed: int = 0
    failed: list = field(default_factory=list)
    skipped: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    @classmethod
    def of(cls, succeeded, sentence):
        """
        :param succeeded: whether the only thing checked is as it should be
        :param sentence: what to say when it is not
        """
        return cls(passed=1) if succeeded else cls(failed=[sentence])

    @classmethod
    def skip(cls, reason):
        return cls(skipped=[reason])

    def __add__(self, other):
        return Result(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.notes + other.notes,
        )

    @property
    def counts(self):
        return f"{self.passed} passed, {len(self.failed)} failed, {len(self.skipped)} skipped"


@dataclass
class Step:
    """A named part of the run."""

    name: str
    summary: str
    run: object  # a function without arguments that returns a Result
    beside: bool = False  # whether it may run at the same time as others of which that is said, too


class Report:
    """Runs steps, goes on after failures and sums up.

    :param workers: how many steps may run at the same time
    """

    def __init__(self, workers=None):
        self.done = []
        self._workers = workers or min(4, os.cpu_count() or 1)
        self._printing = threading.Lock()

    def run_all(self, steps):
        """Runs steps in their order; neighbours that may run beside each other do so."""
        for together, group in groupby(steps, lambda step: step.beside and self._workers > 1):
            if together:
                with ThreadPoolExecutor(self._workers) as pool:
                    list(pool.map(self._run_beside, group))
            else:
                for step in group:
                    self.run(step)

    def run(self, step):
        """Runs one step, and says so before."""
        print(_title(step), flush=True)
        self._conclude(step, *_timed(step))

    def _run_beside(self, step):
        """Says everything about the step at its end, so that it stays together."""
        result, seconds = _timed(step)
        with self._printing:
            print(_title(step), flush=True)
            self._conclude(step, result, seconds)

    def _conclude(self, step, result, seconds):
        self.done.append((step, result, seconds))
        _print_lines(result)
        print(f"   {result.counts} ({seconds:.0f} s)\n", flush=True)

    def finish(self):
        """Prints the summary; its last line holds the three counts.

        :return: the exit code
        """
        total = sum((result for _, result, _ in self.done), Result())
        print("== summary")
        for step, result, seconds in self.done:
            print(f"   {step.name:<20} {result.counts:<38} {seconds:>5.0f} s")
        for step, result, _ in self.done:
            for line in result.skipped:
                print(f"   SKIPPED {step.name}: {_first_line(line)}")
        for step, result, _ in self.done:
            for line in result.failed:
                print(f"   FAILED {step.name}: {_first_line(line)}")
        print(total.counts, flush=True)
        return 1 if total.failed else 0


def _timed(step):
    """
    :return: what the step found, and how many seconds it took
    """
    start = time.monotonic()
    try:
        result = step.run()
    except Exception as problem:  # a step that breaks is a failure of the run, not its end
        result = Result(failed=[f"{type(problem).__name__}: {problem}\n{traceback.format_exc()}"])
    return result, time.monotonic() - start


def _title(step):
    return f"== {step.name}: {step.summary}"


def _print_lines(result):
    for title, lines in (("note", result.notes), ("SKIPPED", result.skipped), ("FAILED", result.failed)):
        for number, line in enumerate(lines):
            words = line.strip() if number < AT_LENGTH else _first_line(line)
            print(f"   {title}: " + words.replace("\n", "\n      "))


def _first_line(text):
    return text.strip().split("\n", 1)[0]
