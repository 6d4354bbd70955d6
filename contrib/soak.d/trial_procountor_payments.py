"""`procountor-payments`: payments are fetched three times over while the service is killed; each is booked once."""

import random
import time
from collections import Counter
from decimal import Decimal

from procountor_trial import ProcountorTrial

# What a bank, a clerk and Procountor itself note of an invoice, with the journal that it belongs to.
TYPES = {"REFERENCEPAYMENT": "bank", "BANKSTATEMENT": "bank", "CASH": "cash", "CREDITLOSS": None, "SETOFF": None}
ROUNDS = 3
LABELS = [
    "apply.beginning",
    "apply.written",
    "settle.beginning",
    "settled.beginning",
    "intake.page",
    "exchange.answered",
]


def add_options(parser):
    parser.add_argument("--count", type=int, default=60, help="invoices (default: %(default)s)")
    parser.add_argument("--kills", type=int, default=6, help="kill -9 of the service on the way")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=10, help="deadline of a round (default: %(default)s)")


def run(options):
    began = time.monotonic()
    with ProcountorTrial(options) as trial:
        dice = random.Random(options.seed)
        documents = trial.office.make_plain(range(options.count))
        trial.office.send(documents)
        held = trial.partner.control.invoices()
        wanted = {one["name"]: _pay(trial, held[one["name"]]["id"], one["amount_total"], dice) for one in documents}
        print(f"{time.monotonic() - began:.0f} s: {sum(map(len, wanted.values()))} events", flush=True)
        kills = 0
        for turn in range(ROUNDS):
            labels = [dice.choice(LABELS) for _ in range(options.kills // ROUNDS)]
            kills += _fetch(trial, documents, labels, options, turn)
            print(f"{time.monotonic() - began:.0f} s: fetched {turn + 1} times, {kills} kills", flush=True)
        booked = _judge(trial, documents, wanted)
        print(f"procountor-payments: {len(documents)} invoices, {booked} payments, {kills} kills,", end=" ")
        print(f"{len(trial.violations)} wrong", flush=True)
        return 0 if not trial.violations and booked and kills >= min(options.kills, 1) else 1


def _pay(trial, invoice, total, dice):
    """Approves an invoice and pays nothing, some, all or more of it.

    :return: list of (type, amount) of what was paid
    """
    trial.partner.control.approve(invoice)
    total, paid = Decimal(str(total)), []
    left = {"none": Decimal(0), "part": total / 2, "all": total, "more": total + 5}[
        dice.choice(["none", "part", "all", "all", "more"])
    ]
    left = left.quantize(Decimal("0.01"))
    while left > 0:
        amount = left if len(paid) == 2 else min(left, (total * dice.choice([1, 2, 3]) / 3).quantize(Decimal("0.01")))
        kind = dice.choice(list(TYPES))
        trial.partner.control.pay(invoice, type=kind, amount=float(amount))
        paid.append((kind, amount))
        left -= amount
    return paid


def _fetch(trial, documents, labels, options, turn):
    """The scheduled action once, a click on the rest, and the tick until nothing is left.

    :return: number of kills
    """
    kills, end = 0, time.monotonic() + options.minutes * 60
    if labels and trial.service.has_kill_points:
        trial.service.arm(f"{labels.pop()}:{turn + 2}")
    trial.attempt(lambda: trial.office.poke("pull"))
    trial.attempt(lambda: trial.office.press("action_procountor_fetch_payments", [one["id"] for one in documents[:20]]))
    while time.monotonic() < end:
        if not trial.service.runs:
            kills += 1
            trial.service.arm("")
            trial.service.start()
            if labels:
                trial.service.arm(f"{labels.pop()}:1")
            trial.attempt(lambda: trial.office.poke("pull"))
        if trial.attempt(trial.office.tick) and trial.service.runs and trial.is_at_rest():
            break
        time.sleep(0.2)
    else:
        trial.violate(f"not at rest after {options.minutes} minutes")
    trial.service.arm("")
    return kills


def _judge(trial, documents, wanted):
    """
    :return: how many payments were booked
    """
    session, shop = trial.office.shop.session, trial.office.shop
    journals = {"bank": shop.bank_journal, "cash": shop.cash_journal}
    fields = ["amount", "journal_id", "procountor_payment_event_id"]
    rows = session.find("account.payment", [["procountor_payment_event_id", "!=", False]], fields)
    events = Counter(row["procountor_payment_event_id"] for row in rows)
    for event, count in events.items():
        if count > 1:
            trial.violate(f"event {event} was booked {count} times")
    held = trial.partner.control.invoices()
    for one in documents:
        id_ = str(held[one["name"]]["id"])
        mine = [row for row in rows if row["procountor_payment_event_id"].split("/")[0] == id_]
        _judge_one(trial, one, mine, wanted[one["name"]], journals, session)
    return len(rows)


def _judge_one(trial, one, rows, paid, journals, session):
    bookable = [(TYPES[kind], amount) for kind, amount in paid if TYPES[kind]]
    total = Decimal(str(one["amount_total"]))
    found = Counter((row["journal_id"][0], Decimal(str(row["amount"]))) for row in rows)
    expected = Counter((journals[journal], amount) for journal, amount in bookable)
    # Once Odoo has it paid nothing more is fetched, so what comes after that may be missing.
    extra = found - expected
    if extra:
        trial.violate(f"{one['name']}: booked {dict(extra)}, paid were {paid}")
    booked = sum(Decimal(str(row["amount"])) for row in rows)
    due = sum(amount for _, amount in bookable)
    if booked < min(due, total):
        trial.violate(f"{one['name']}: {booked} booked, {due} paid of {total}")
    state = session.read("account.move", one["id"], "payment_state")
    wanted = "not_paid" if not due else "partial" if due < total else "paid"
    if state != wanted and not (wanted == "paid" and state == "in_payment"):
        trial.violate(f"{one['name']} is {state}, not {wanted}: {paid}")
