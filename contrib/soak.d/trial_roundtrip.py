"""`roundtrip`: two companies, each with its own Odoo and sidecar, trade through one network; all arrives as it left."""

import contextlib
import random
import shutil
import tempfile
from pathlib import Path

from demo_company import gln
from house import House
from partner import Partner
from service import Service
from trade import Trade
from trial import LOGS

BUYER, SELLER = ("Nordmarkt GmbH", gln(1)), ("Kelterei Sonnenhof KG", gln(2))


def add_options(parser):
    parser.add_argument("--count", type=int, default=20, help="orders (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)


def run(options):
    binary = Path(options.binary).resolve()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-", dir="/tmp")))
        stack.callback(_keep_logs, folder)
        tokens = {BUYER: "buys", SELLER: "sells"}
        accounts = [f"{number}:{token}:{number}" for (_, number), token in tokens.items()]
        partner = Partner(binary, folder, accounts)
        stack.callback(partner.end)
        partner.start()
        houses = [_open(stack, options.odoo, binary, partner, folder, one, tokens) for one in (BUYER, SELLER)]
        trade = Trade(*houses, random.Random(options.seed))
        for step in trade.steps():
            step(options.count)
            print(f"{step.__name__.lstrip('_')}: {len(trade.differences)} differences", flush=True)
        for sentence in trade.differences[:40]:
            print(f"DIFFERENCE: {sentence}")
        failed = [kept for kept in partner.kept().values() if kept["status"] != "SUCCESS"]
        for kept in failed[:10]:
            print(f"NOT TAKEN: {kept['type']} {kept['number']}: {kept['status']} {kept.get('mark')}")
        print(
            f"roundtrip: {trade.figures()}, {len(trade.differences)} differences, {len(failed)} not taken", flush=True
        )
    return 1 if trade.differences or failed else 0


def _keep_logs(folder):
    shutil.rmtree(LOGS, ignore_errors=True)
    shutil.copytree(folder, LOGS, ignore=shutil.ignore_patterns("*.sock", "vault.key"))
    print(f"logs and ledgers: {LOGS}")


def _open(stack, home, binary, partner, folder, company, tokens):
    """One company: its sidecar and its Odoo."""
    own = folder / company[1]
    own.mkdir()
    service = Service(binary, own)
    stack.callback(service.end)
    service.start()
    other = SELLER if company == BUYER else BUYER
    house = House(
        home, service.socket, partner, folder, name=company[0], token=tokens[company], own=company[1], other=other
    )
    stack.callback(house.end)
    return house.prepare()
