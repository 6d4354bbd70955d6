"""The steps that play the demo's stories: without an Odoo, and on every real one that was found."""

import re
from functools import partial

from commands import run
from odoo_database import environment
from places import REPOSITORY
from report import Result, Step
from steps_odoo import steps_for
from steps_swift import SERVICE

DEMO = REPOSITORY / "contrib" / "demo"
STORY = re.compile(r"^== (?P<title>.*)$")
FAILED = re.compile(r"^   FAILED: (?P<words>.*)$")
ENDING = re.compile(r"^demo: (?P<passed>\d+) of (?P<all>\d+) stories passed$")


def steps():
    """
    :return: the step without an Odoo, one for each checkout, one that is skipped for each series that is missing
    """
    alone = Step("demo", "the stories without an Odoo", partial(_play, "demo"), beside=True)
    return [alone, *steps_for("demo", "the stories", _play_on)]


def _play_on(checkout):
    return _play(f"demo-{checkout.series}", "--odoo", checkout.home)


def _play(name, *options):
    """Plays the stories with the service that the run has built."""
    finished = run(name, [DEMO, *options], seconds=900, environment=environment(ODOO_SIDECAR_BIN=str(SERVICE)))
    return read(finished)


def read(finished):
    """
    :param finished: a demo that has ended
    :return: each story as a test
    """
    result, title = Result(), ""
    for line in finished.output.splitlines():
        story, failed, ending = STORY.match(line), FAILED.match(line), ENDING.match(line)
        if story:
            title = story["title"]
        elif failed:
            result.failed.append(f"{title}: {failed['words']}")
        elif ending:
            result.passed = int(ending["passed"])
            return result
    result.failed.append(f"the demo {finished.tail()}")  # it did not get to its end
    return result
