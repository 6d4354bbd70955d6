"""`payloads`: random invoices of a real Odoo are sent; each is valid and adds up to what Odoo booked."""

import json
import os
import time
from collections import Counter
from decimal import Decimal

from commands import run as run_command
from commands import tool
from paths import REPOSITORY
from trial import Trial

TESTS = REPOSITORY / "Tests" / "contract" / "test_procuros_payloads.py"
CONTRACTS = REPOSITORY.parent / "shared" / "reference" / "openapi"
FLOWS = {"INVOICE": "invoice", "CREDIT_NOTE": "credit_note"}
BATCH = 50
# Member of the summary -> field of the invoice.
AMOUNTS = {
    "subtotalAmount": "amount_untaxed",
    "netAmount": "amount_untaxed",
    "grossAmount": "amount_total",
    "dueAmount": "amount_residual",
}


def add_options(parser):
    parser.add_argument("--count", type=int, default=500, help="documents (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the first document; the next ones follow")


def run(options):
    began = time.monotonic()
    with PayloadTrial(options.binary, options.seed, options.odoo, small_disk=False) as trial:
        documents = []
        seeds = range(options.seed, options.seed + options.count)
        for start in range(0, options.count, BATCH):
            made = trial.office.make(seeds[start : start + BATCH])
            trial.office.send(made)
            documents += made
            print(f"{time.monotonic() - began:.0f} s: {len(documents)} documents", flush=True)
        received = {kept["number"]: json.loads(kept["raw"]) for kept in trial.partner.kept().values()}
        _compare(trial, documents, received)
        checked = _hold_against_contract(trial, received)
        kinds = Counter(body["type"] for body in received.values())
        print(f"kinds: {dict(kinds)}; lines: {sum(len(body['content']['items']) for body in received.values())}")
        print(
            f"payloads: {len(documents)} documents, {len(received)} sent, {checked}, {len(trial.violations)} wrong",
            flush=True,
        )
        return 0 if not trial.violations and len(received) == len(documents) else 1


class PayloadTrial(Trial):
    """A trial in which nothing goes wrong on purpose."""

    def _open_office(self, stack):
        from payload_odoo import PayloadOdoo  # needs PostgreSQL and the checkout

        office = PayloadOdoo(self._odoo, self.service.socket, self.partner, self.folder, self._addons)
        stack.callback(office.end)
        return office.prepare()


def _compare(trial, documents, received):
    """Each document was sent, with the totals that Odoo has."""
    for one in documents:
        body = received.get(one["name"])
        if body is None:
            trial.violate(f"seed {one['seed']}: {one['name']} was not sent: {' '.join(trial.office.issues(one))}")
            continue
        summary = body["content"]["summary"]
        found = {name: summary[name] for name in AMOUNTS} | {"tax": summary["tax"]["total"]}
        wanted = {name: one[field] for name, field in AMOUNTS.items()} | {"tax": one["amount_tax"]}
        for name, amount in found.items():
            # Odoo's amounts are floats: a sum of cents may be off in the tenth digit.
            if abs(Decimal(str(amount)) - Decimal(str(wanted[name]))) > Decimal("0.00001"):
                trial.violate(f"seed {one['seed']}: {name} of {one['name']} is {amount}, not {wanted[name]}")


def _hold_against_contract(trial, received):
    """Valid by the published contract, and every sum adds up.

    :return: a word on how many were looked at
    """
    contracts = os.environ.get("SIDECAR_CONTRACTS") or str(CONTRACTS)
    if not os.path.isfile(os.path.join(contracts, "procuros.yaml")):
        print(f"SKIPPED the contract: no procuros.yaml in {contracts}; set SIDECAR_CONTRACTS")
        return "contract skipped"
    folder = trial.folder / "payloads"
    folder.mkdir()
    for number, body in enumerate(received.values(), start=1):
        (folder / f"procuros.{FLOWS[body['type']]}.send-{number}.json").write_text(json.dumps(body), encoding="utf-8")
    os.environ.update(SIDECAR_PAYLOADS=str(folder), SIDECAR_CONTRACTS=contracts)
    options = [f"--rootdir={TESTS.parent}", f"--confcutdir={TESTS.parent}", "-p", "no:cacheprovider", "-q"]
    command = [tool("python"), "-m", "pytest", *options, f"{TESTS}::test_dumped_payloads"]
    finished = run_command("payloads-contract", command, seconds=300)
    if not finished.succeeded:
        trial.violate(f"the contract: {finished.tail()}")
    return f"{len(received)} held against the contract"
