"""The steps in which documents come in on a real Odoo: a hundred of all kinds, and a trade between two companies."""

import re

from commands import run
from report import Result
from steps_faults import SERIES, SOAK, home, lines
from steps_swift import SERVICE

SECONDS = 600
INCOMING = re.compile(
    r"^incoming: (\d+) documents, .*, 0 lost, 0 doubled, 0 stuck, 0 wrong, 0 wrongly marked, 1 kills$", re.MULTILINE
)
ROUNDTRIP = re.compile(r"^roundtrip: (\d+) orders, .*, 0 differences, 0 not taken$", re.MULTILINE)
COMPLAINTS = (
    "VIOLATION: ",
    "LOST: ",
    "DOUBLED: ",
    "STUCK: ",
    "WRONG: ",
    "MARKED_WRONGLY: ",
    "DIFFERENCE: ",
    "NOT TAKEN: ",
)


def incoming():
    """A hundred documents, each fault once, the service killed on the way; `contrib/soak incoming` takes a thousand."""
    return soak(INCOMING, "incoming", "--count", "100", "--faulty", "13", "--kills", "1")


def roundtrip():
    """Three orders through all documents between two databases; `contrib/soak roundtrip` takes twenty."""
    return soak(ROUNDTRIP, "roundtrip", "--count", "3")


def soak(figures, name, *options, series=SERIES):
    """
    :param figures: a pattern of the line that a good trial ends with; its first group counts what was tried
    :param name: of the trial
    :param series: of the Odoo that it is tried on
    """
    if not home(series):
        return Result.skip(f"missing series: no checkout of Odoo {series}")
    command = [SOAK, name, *options, "--binary", SERVICE, "--odoo", home(series)]
    finished = run(name if series == SERIES else f"{name}-{series}", command, seconds=SECONDS)
    found = figures.search(finished.output)
    if not (finished.succeeded and found):
        complaints = [one for beginning in COMPLAINTS for one in lines(finished.output, beginning)]
        return Result(failed=["\n".join([*complaints[:10], finished.tail()])])
    result = Result(passed=int(found[1]))
    result.notes.append(f"{found[0]}, on Odoo {series}")
    return result
