"""Reads the log of an Odoo that ran tests."""

import re

from report import Result

LINE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+): (?P<words>.*)$")
TOTALS = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading database")
STARTED = re.compile(r"^Starting (?P<test>\S+) \.\.\.")
FAILED = re.compile(r"^(?:FAIL|ERROR): (?:Subtest )?(?P<test>\S+)")
SKIPPED = re.compile(r"^skipped (?P<test>\S+) : (?P<reason>.*)$", re.DOTALL)


def read(text, code):
    """
    :param text: the log
    :param code: Odoo's exit code
    :return: the tests as a Result; no test at all, or an Odoo that did not get that far, is a failure
    """
    result = Result()
    passed, complaints = set(), []
    for level, logger, words in _records(text):
        started, failed, skipped = STARTED.match(words), FAILED.match(words), SKIPPED.match(words)
        if started:
            passed.add((logger, started["test"]))
        elif failed:
            passed.discard((logger, failed["test"]))
            result.failed.append(_shortened(words))
        elif skipped:
            passed.discard((logger, skipped["test"]))
            result.skipped.append(f"{skipped['test']}: {skipped['reason'].strip()}")
        elif level in ("WARNING", "ERROR", "CRITICAL") and not TOTALS.search(words):
            complaints.append(f"{level} {_shortened(words)}")
    result.passed = len(passed)
    totals = TOTALS.findall(text)
    if totals:
        result.notes = complaints
        result.failed += _ending(totals[-1], code, result)
    else:
        result.failed.append(
            "\n".join([f"Odoo ended with code {code} before it summed up the tests", *complaints[-1:]])
        )
    return result


def _ending(totals, code, result):
    """Returns what is wrong with the run as a whole, beside its tests."""
    failures, errors, run = (int(number) for number in totals)
    if not run:
        return ["Odoo ran no test"]
    if failures + errors > len(result.failed):
        return [f"{failures + errors} tests failed, and the log does not name all of them"]
    if code and not result.failed:
        return [f"Odoo ended with code {code} although no test failed"]
    return []


def _shortened(words):
    """Leaves the middle of a long text out: a traceback says what happened in its last lines."""
    lines = words.strip().splitlines()
    return "\n".join(lines if len(lines) <= 24 else [*lines[:2], "…", *lines[-20:]])


def _records(text):
    """Yields level, logger and words of each record; a record may span lines."""
    record = None
    for line in text.splitlines():
        match = LINE.match(line)
        if not match:
            if record:
                record[2] += "\n" + line
            continue
        if record:
            yield record
        record = [match["level"], match["logger"], match["words"]]
    if record:
        yield record
