"""`procountor-lost`: the answers to many invoices are lost; each exists once and has its number in Odoo."""

import time

from procountor_trial import ProcountorTrial
from service import Operator

BATCH = 50


def add_options(parser):
    parser.add_argument("--count", type=int, default=200, help="invoices (default: %(default)s)")
    parser.add_argument("--share", type=int, default=20, help="lost answers of a hundred (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=15, help="deadline (default: %(default)s)")


def run(options):
    began = time.monotonic()
    with ProcountorTrial(options) as trial:
        trial.partner.control.misbehave(f"reply-lost:{options.share}%", options.seed)
        documents, seeds = [], range(options.seed, options.seed + options.count)
        for start in range(0, len(seeds), BATCH):
            made = trial.office.make_plain(seeds[start : start + BATCH])
            trial.office.send(made)
            documents += made
        print(f"{time.monotonic() - began:.0f} s: {len(documents)} clicked", flush=True)
        asked = trial.partner.control.requests()
        while time.monotonic() - began < options.minutes * 60 and not (
            trial.attempt(trial.office.tick) and trial.is_at_rest()
        ):
            time.sleep(0.5)
        lost = _judge(trial, documents)
        posts = sum(count for name, count in asked.items() if name.startswith("POST") and name.endswith("/invoices"))
        print(f"took {time.monotonic() - began:.0f} s; POST /invoices while clicking: {posts}; answers lost: {lost}")
        figures = f"{len(documents)} invoices, {lost} answers lost, {len(trial.violations)} wrong"
        print(f"procountor-lost: {figures}", flush=True)
        # Half of the share at least, or nothing was tried.
        return 0 if not trial.violations and lost * 200 >= options.share * len(documents) else 1


def _judge(trial, documents):
    """
    :return: of how many invoices the answer was lost
    """
    numbers, held, known = trial.partner.control.numbers(), trial.partner.control.invoices(), trial.office.known()
    for one in documents:
        name = one["name"]
        if numbers.get(name) != 1:
            trial.violate(f"{name} exists {numbers.get(name, 0)} times at Procountor: {trial.office.issues(one)}")
        elif known.get(name) != str(held[name]["id"]):
            trial.violate(f"{name} is {held[name]['id']} at Procountor, Odoo has {known.get(name)}")
    with Operator(trial.service.socket) as operator:
        entries = operator.entries(flow="procountor.invoice.send")
        logs = {entry["id"]: operator.ask("log/list", entry=entry["id"], limit=100)["logs"] for entry in entries}
    return sum(any(line["code"] == "http.lost" for line in lines) for lines in logs.values())
