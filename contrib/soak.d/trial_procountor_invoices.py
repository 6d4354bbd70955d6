"""`procountor-invoices`: random invoices of a real Odoo; each arrives as Odoo booked it, or is refused."""

import json
import os
import time
from collections import Counter
from decimal import Decimal

from commands import run as run_command
from commands import tool
from paths import REPOSITORY
from procountor_trial import ProcountorTrial

TESTS = REPOSITORY / "Tests" / "contract" / "test_procountor_payloads.py"
CONTRACTS = REPOSITORY.parent / "shared" / "reference" / "openapi"
BATCH = 50
CENT = Decimal("0.01")
# Member of Procountor's sums -> field of the invoice.
AMOUNTS = {"excludingVatTotal": "amount_untaxed", "vatSumTotal": "amount_tax", "invoiceSumTotal": "amount_total"}
# More refused than this, of a hundred, is a connector that is too careful to be of use.
MOST_REFUSED = 30


def add_options(parser):
    parser.add_argument("--count", type=int, default=500, help="invoices and credit notes (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the first document; the next ones follow")


def run(options):
    began = time.monotonic()
    with ProcountorTrial(options) as trial:
        documents = []
        seeds = range(options.seed, options.seed + options.count)
        for start in range(0, len(seeds), BATCH):
            made = trial.office.make(seeds[start : start + BATCH])
            trial.office.send(made)
            documents += made
            print(f"{time.monotonic() - began:.0f} s: {len(documents)} documents", flush=True)
        received, refused = trial.partner.control.invoices(), Counter()
        sent = sum(_judge(trial, one, received.get(one["name"]), refused) for one in documents)
        double = [number for number, count in trial.partner.control.numbers().items() if count != 1]
        if double:
            trial.violate(f"more than once at Procountor: {double}")
        if sum(refused.values()) * 100 > MOST_REFUSED * len(documents):
            trial.violate(f"{sum(refused.values())} of {len(documents)} refused")
        print(f"refused: {dict(refused)}; lines: {sum(len(one['invoiceRows']) for one in received.values())}")
        checked = _hold_against_contract(trial)
        print(
            f"procountor-invoices: {len(documents)} documents, {sent} sent, {sum(refused.values())} refused, {checked},"
            f" {len(trial.violations)} wrong",
            flush=True,
        )
        return 0 if not trial.violations and sent + sum(refused.values()) == len(documents) else 1


def _judge(trial, one, invoice, refused):
    """
    :return: 1 for a document that was sent
    """
    if invoice is None:
        issues = trial.office.issues(one)
        codes = [issue["code"] for issue in issues]
        if not codes or any(code in ("?", "internal") for code in codes):
            trial.violate(f"seed {one['seed']}: {one['name']} was neither sent nor refused: {codes}")
        refused[" ".join(sorted(set(codes)))] += 1
        print(f"refused: {one['name']}: {issues[0]['message'] if issues else ''}")
        return 0
    sign = -1 if one["move_type"] == "out_refund" else 1
    [sums] = [row for row in invoice["invoiceSumInfo"] if row["currency"] == one["currency_id"][1]][:1]
    for name, field in AMOUNTS.items():
        difference = Decimal(str(sums[name])) - sign * Decimal(str(one[field]))
        if abs(difference) > CENT:
            trial.violate(f"seed {one['seed']}: {name} of {one['name']} is {sums[name]}, Odoo has {sign * one[field]}")
    return 1


def _hold_against_contract(trial):
    """Every body that left is valid by the published contract.

    :return: a word on how many were looked at
    """
    contracts = os.environ.get("SIDECAR_CONTRACTS") or str(CONTRACTS)
    if not os.path.isfile(os.path.join(contracts, "procountor.json")):
        print(f"SKIPPED the contract: no procountor.json in {contracts}; set SIDECAR_CONTRACTS")
        return "contract skipped"
    folder = trial.folder / "payloads"
    folder.mkdir()
    bodies = trial.partner.control.arrivals(method="POST", endpoint="/invoices")
    for number, arrived in enumerate(bodies, start=1):
        (folder / f"procountor.invoice.send-{number}.json").write_text(json.dumps(arrived["body"]), encoding="utf-8")
    os.environ.update(SIDECAR_PAYLOADS=str(folder), SIDECAR_CONTRACTS=contracts)
    options = [f"--rootdir={TESTS.parent}", f"--confcutdir={TESTS.parent}", "-p", "no:cacheprovider", "-q"]
    command = [tool("python"), "-m", "pytest", *options, f"{TESTS}::test_dumped_payloads"]
    finished = run_command("payloads-contract", command, seconds=300)
    if not finished.succeeded:
        trial.violate(f"the contract: {finished.tail()}")
    return f"{len(bodies)} held against the contract"
