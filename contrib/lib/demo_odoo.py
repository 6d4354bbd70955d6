"""Plays the stories on a real Odoo: simulated partner, service and Odoo are processes of their own."""

import argparse
import os
import signal
import sys
import time
import traceback

import demo_clicks
import demo_procountor
import demo_procurify
import demo_procurify_held
import demo_purchase
import demo_rights
import demo_sale
import demo_secrets
import demo_troubles
from demo_company import Company
from demo_stage import Stage
from demo_story import Wrong
from odoo_checkout import Checkout

STORIES = [
    *demo_clicks.STORIES,
    *demo_purchase.STORIES,
    *demo_sale.STORIES,
    *demo_troubles.STORIES,
    *demo_rights.STORIES,
    *demo_secrets.STORIES,
    *demo_procountor.STORIES,
    *demo_procurify.STORIES,
    *demo_procurify_held.STORIES,
]


def main():
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("told to end"))
    checkout = Checkout(options.odoo)
    stories = [story for story in STORIES if story.is_needed or options.story in (None, story.name)]
    if options.story and options.story not in {story.name for story in STORIES}:
        sys.exit(f"there is no story {options.story}; stories: {', '.join(story.name for story in STORIES)}")
    print(f"setting up Odoo {checkout.series} in a fresh database", flush=True)
    with Stage(checkout, os.environ["ODOO_SIDECAR_BIN"], options.keep) as stage:
        company = Company(stage.session(), checkout.series)
        company.found()
        passed = sum(_play(story, stage, company) for story in stories)
        if options.keep:
            _leave(stage)
    print(f"\ndemo: {passed} of {len(stories)} stories passed", flush=True)
    return 0 if passed == len(stories) else 1


def _play(story, stage, company):
    """
    :return: whether all went as told
    """
    print(f"\n== {story.title}", flush=True)
    start = time.monotonic()
    try:
        story.play(stage, company)
    except Exception as problem:  # one story that fails is no reason not to play the others
        if not isinstance(problem, Wrong):
            traceback.print_exc()
        print(f"   FAILED: {problem}", flush=True)
        return False
    finally:
        _mend(stage)
    print(f"   passed ({time.monotonic() - start:.0f} s)", flush=True)
    return True


def _mend(stage):
    """Whatever a story has left: the next one finds everything running and well-behaved."""
    stage.partner.misbehave()
    stage.procountor.control.misbehave()
    stage.procurify.control.misbehave()
    if not stage.service.is_running:
        stage.service.run()
    if not stage.odoo.is_running:
        stage.start_odoo()


def _leave(stage):
    stage.odoo.stop()
    stage.start_odoo("--max-cron-threads=1")
    running = (stage.odoo, stage.service, stage.partner, stage.procountor, stage.procurify)
    pids = " ".join(str(process.pid) for process in running)
    print(f"""
everything runs on:
   Odoo       {stage.url}/web/login?db={stage.database}
   database   {stage.database}
   login      admin, password admin
   partners   {stage.partner.url}, {stage.procountor.host}, {stage.procurify.host}
              (their control surface is under /_sandbox)
   logs       {stage.directory}
   to end it  kill {pids}""")


def _options():
    parser = argparse.ArgumentParser(prog="contrib/demo", description=__doc__)
    parser.add_argument("--odoo", required=True, metavar="DIR", help="a checkout of Odoo 17.0, 18.0 or 19.0")
    parser.add_argument("--keep", action="store_true", help="leave everything running and say where")
    parser.add_argument("--story", metavar="NAME", help="only the story of this name, and what it needs")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
