"""`faults`: kills, lost answers, full disks and the like, while people click; then everything must add up."""

import time
from collections import Counter

import labels
from faults import Faults
from trial import Trial
from verdict import Verdict
from waiting import until

SETTLE_SECONDS = 240
ROUND = 120  # faults, after which everything must have come to rest


def add_options(parser):
    parser.add_argument("--count", type=int, default=100, help="faults to inject; 0 means each kind once")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only kinds of faults that begin so, separated by commas")


def run(options):
    print(f"faults: seed {options.seed}, {len(labels.labels())} kill points in the sources", flush=True)
    began = time.monotonic()
    with Trial(options.binary, options.seed, options.odoo) as trial:
        if not trial.service.has_kill_points:
            trial.violate("this service was built without the trait KillPoints")
        faults = Faults(trial)
        plan = _plan(faults, options, trial.random)
        done, found = Counter(), Counter()
        for start in range(0, len(plan), ROUND):
            _round(trial, faults, plan[start : start + ROUND], done, found)
        for what, reason in faults.skipped.items():
            print(f"SKIPPED {what}: {reason}")
        print(f"kinds: {dict(sorted(done.items()))}")
        print(f"took {time.monotonic() - began:.0f} s, {len(trial.violations)} violations")
        print(
            f"faults: {done.total()} injected, {found['double']} double, {found['lost']} lost, {found['stuck']} stuck",
            flush=True,
        )
    return 1 if found.total() or trial.violations else 0


def _round(trial, faults, plan, done, found):
    """Injects some of the faults, lets all come to rest and looks; the partner then forgets what it got."""
    trial.work()
    until(lambda: trial.clickers.sent, 60, "a first order to be sent")
    _inject(trial, faults, plan, done)
    trial.rest()
    trial.service.shift_clock(0)
    trial.partner.misbehave("")
    if not trial.service.runs:
        trial.service.start()
    verdict = Verdict(trial).reach(SETTLE_SECONDS)
    found.update(double=len(verdict.double), lost=len(verdict.lost), stuck=len(verdict.stuck))
    _report(trial)
    trial.partner.forget()


def _plan(faults, options, random):
    """Every kind once in every round, in another order each time."""
    wanted = [kind for kind in options.only.split(",") if kind]
    kinds = [name for name in faults.names() if not wanted or name.startswith(tuple(wanted))]
    count = options.count or len(kinds)
    plan = []
    while len(plan) < count:
        random.shuffle(kinds)
        plan += kinds
    return plan[:count]


def _inject(trial, faults, plan, done):
    for number, name in enumerate(plan, done.total() + 1):
        began = time.monotonic()
        try:
            faults.inject(name)
            done[name] += 1
        except Exception as problem:
            trial.violate(f"{name}: {problem!r}")
            trial.partner.misbehave("")
            trial.service.arm("")
            if not trial.service.runs:
                trial.service.start()
        figures = f"{trial.clickers.clicks} clicks, {len(trial.clickers.orders)} orders, {trial.clickers.sent} sent"
        print(f"{number} {name} {time.monotonic() - began:.1f} s, {figures}", flush=True)


def _report(trial):
    clickers = trial.clickers
    print(f"answers: {dict(clickers.answers)}")
    for sentence, count in clickers.errors.most_common(20):
        print(f"error shown {count} times: {sentence}")
    for problem, count in Counter(clickers.problems).most_common(20):
        print(f"problem of the trial {count} times: {problem}")
    print(f"orders: {len(clickers.orders)}", flush=True)
