"""`procurify-bills`: thousands of bills, some without an account in Odoo, the service killed; sums as in Procurify."""

import random
import threading
import time
from collections import Counter, defaultdict
from decimal import Decimal

from odoo_calls import BILL, VENDOR, OdooCalls
from procurify_odoo import HostedOdoo, ProcurifyOdoo, cost_centres
from procurify_partner import ProcurifyPartner
from service import Operator
from trial import Trial
from wire import WireError

OPEN = ("pending", "sending", "delivered")
DONE = ("settled", "quarantined")
CENT = Decimal("0.01")
SHIPPING = "5990"
# The service looks for repairs less often than anybody wants to wait here.
LOOKS_AGAIN = 60


def add_options(parser):
    parser.add_argument("--count", type=int, default=3000, help="bills (default: %(default)s)")
    parser.add_argument("--unmapped", type=int, default=3, help="of a hundred, on accounts that Odoo lacks")
    parser.add_argument("--kills", type=int, default=5, help="kill -9 of the service on the way")
    parser.add_argument("--road", choices=["addon", "json2", "jsonrpc", "xmlrpc"], default="addon")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60, help="deadline (default: %(default)s)")


def run(options):
    began = time.monotonic()
    with ProcurifyTrial(options) as trial:
        bills = len(trial.wanted)
        print(f"{time.monotonic() - began:.0f} s: company and {bills} bills in Procurify", flush=True)
        kills = _bring(trial, options)
        taken = time.monotonic() - began
        held = _judge(trial, "at first", _held(trial))
        calls = _judge_calls(trial)
        repaired = _repair(trial, options)
        _judge(trial, "after the repair", set())
        if trial.partner.control.writes():
            trial.violate(f"Procurify was asked for more than reading: {trial.partner.control.writes()[:3]}")
        print(f"took {taken:.0f} s; the held ones went on in {repaired:.0f} s; {calls}", flush=True)
        figures = f"{bills} bills, {held} held, {kills} kills, {len(trial.violations)} wrong"
        print(f"procurify-bills ({options.road}): {figures}", flush=True)
        return 0 if not trial.violations and kills == options.kills else 1


class ProcurifyTrial(Trial):
    """A trial in which nobody clicks; Procurify is full before the company starts."""

    def __init__(self, options):
        self._options = options
        super().__init__(options.binary, options.seed, options.odoo, small_disk=False)

    def _open_partner(self):
        return ProcurifyPartner(self._binary, self.folder)

    def _open_office(self, stack):
        options = self._options
        control = self.partner.control
        made = self._generate(control)
        strange = set(made["unmapped_account_codes"])
        self.lacking = [code["code"] for code in control.all("account-codes") if code["id"] in strange]
        where = (self._odoo, self.service.socket, self.partner, self.folder)
        if options.road == "addon":
            office = ProcurifyOdoo(*where, self._addons, lacking=self.lacking)
        else:
            office = HostedOdoo(*where, lacking=self.lacking, dialect=options.road, service=self.service)
        stack.callback(office.end)
        self.calls = OdooCalls(self.service, None if options.road == "addon" else office.log)
        return office.prepare()

    def _generate(self, control):
        """Bills are made in all statuses; as many as asked for are such that they must come in."""
        count = self._options.count
        made = control.generate(
            self._options.seed,
            plants=5,
            vendors=max(10, count // 25),
            orders=count // 3,
            bills=count * 2,
            unmapped_share=self._options.unmapped,
        )
        eligible = control.sums()["ids"]
        for bill in eligible[count:]:
            control.ask("DELETE", f"bills/{bill}")
        self.wanted = set(eligible[:count])
        vendors = control.all("vendors")
        self.vendors = len(vendors)
        # Odoo never had these, and does not get them while they are not in use.
        self.retired = [vendor["id"] for vendor in vendors if not vendor["active"]]
        ids = {bill["id"] for bill in control.all("bills") if bill["vendor"] in self.retired}
        self.to_be_held = ids | {bill["id"] for bill in made["bills"] if bill["unmapped"]}
        self.to_be_held &= self.wanted
        return made

    def bills(self):
        """
        :return: number of bills by state; nothing while the service is away
        """
        try:
            with Operator(self.service.socket) as operator:
                rows = operator.entries(flow=BILL)
            # What does not count is kept as dropped, with the reason.
            return Counter(row["state"] for row in rows if row["state"] != "dropped")
        except (WireError, OSError):
            return Counter()

    def held_bills(self):
        """
        :return: numbers at Procurify of the bills that are held back
        """
        with Operator(self.service.socket) as operator:
            rows = operator.entries(flow=BILL, state="quarantined")
        return [int(row["external_id"].partition("@")[0].removeprefix("bill-")) for row in rows]

    def documents(self, flow):
        """
        :return: number of a flow's documents by state
        """
        with Operator(self.service.socket) as operator:
            return Counter(row["state"] for row in operator.entries(flow=flow))


def _held(trial):
    """
    :return: the bills that are held: those on an account or of a vendor that Odoo lacks, and no other
    """
    held = set(trial.held_bills())
    if held != trial.to_be_held:
        trial.violate(f"held are {sorted(held ^ trial.to_be_held)[:10]} more or less than were to be")
    return held


def _bring(trial, options):
    """Lets everything be fetched and brought into Odoo, and kills the service in the middle of it.

    :return: number of kills
    """
    stopping = threading.Event()
    worker = threading.Thread(target=_work, args=(trial, stopping))
    worker.start()
    try:
        return _kill_on_the_way(trial, options)
    finally:
        stopping.set()
        worker.join(300)


def _work(trial, stopping):
    """Fetches until every bill is there, then lets the scheduled action run, as Odoo's own workers would."""
    is_short = True
    while not stopping.is_set():
        trial.attempt(trial.office.fetch if is_short else trial.office.tick)
        is_short = is_short and sum(trial.bills().values()) < len(trial.wanted)
        stopping.wait(0.5)


def _kill_on_the_way(trial, options):
    marks = [options.count * (turn + 1) // (options.kills + 1) for turn in range(options.kills)]
    dice, kills, end = random.Random(options.seed), 0, time.monotonic() + options.minutes * 60
    shown = None
    while time.monotonic() < end:
        states = trial.counts()
        through = max(0, sum(states[state] for state in DONE) - trial.vendors)
        if marks and through >= marks[0]:
            marks.pop(0)
            time.sleep(dice.random() / 2)
            trial.calls.kill()
            trial.service.start()
            kills += 1
            print(f"killed and started again with {through} bills through", flush=True)
        if shown != (shown := through // 200):
            print(f"{through} bills through, {states['pending']} documents wait", flush=True)
        if not marks and not _is_open(states) and sum(trial.bills().values()) >= len(trial.wanted):
            return kills
        time.sleep(0.3)
    trial.violate(f"not done after {options.minutes} minutes: {dict(trial.bills())}")
    return kills


def _repair(trial, options):
    """Makes the accounts and vendors that Odoo lacks; what was held goes on by itself.

    :return: seconds until it had
    """
    began = time.monotonic()
    for code in trial.lacking:
        trial.office.plants.add_account(code, f"Account {code}")
    for vendor in trial.retired:
        trial.partner.control.edit("vendors", vendor, active=True)
    if trial.retired:
        trial.office.fetch()
    if trial.service.has_kill_points:
        trial.service.shift_clock(LOOKS_AGAIN)
    while _is_open(states := trial.counts()) or states["quarantined"]:
        if time.monotonic() - began > options.minutes * 60:
            trial.violate(f"held bills did not go on: {dict(states)}")
            break
        trial.attempt(trial.office.tick)
        time.sleep(0.5)
    return time.monotonic() - began


def _is_open(states):
    return not states or any(states[state] for state in OPEN)


# -- what Odoo has, against what Procurify has


def _judge(trial, when, held):
    """
    :param held: bills that must not be in Odoo
    :return: how many are held
    """
    control, office = trial.partner.control, trial.office
    wanted = control.sums(without=sorted(held))
    rows = list(office.pages("account.move", _bill_domain(office), ["ref", "partner_id", "amount_total"]))
    for key, count in Counter((row["ref"], row["partner_id"][0]) for row in rows).items():
        if count > 1:
            trial.violate(f"{when}: bill {key} is in Odoo {count} times")
    if len(rows) != wanted["bills"]:
        trial.violate(f"{when}: {len(rows)} bills in Odoo, {wanted['bills']} in Procurify")
    total = sum(Decimal(str(row["amount_total"])) for row in rows)
    there = sum(Decimal(str(one["total"])) for one in wanted["currencies"].values())
    print(f"{when}: {len(rows)} bills about {total}, Procurify says {there}", flush=True)
    _judge_cells(trial, when, wanted["rows"])
    _tell_causes(trial)
    return len(held)


def _bill_domain(office):
    return [["move_type", "=", "in_invoice"], ["company_id", "=", office.plants.company]]


def _judge_cells(trial, when, rows):
    """Totals by account and cost centre; a line with tax in its price may differ by a rounding."""
    expected, lines = defaultdict(Decimal), Counter()
    for row in rows:
        # What is on no account of its own is on the account for shipping, there with the cost centre of its item.
        centre = sorted(filter(None, (row["department"], row["location"])))
        cell = (row["account_code"], *centre) if row["account_code"] else (SHIPPING,)
        expected[cell] += Decimal(str(row["net"]))
        lines[cell] += row["lines"]
    found = _cells(trial.office)
    worst = Decimal(0)
    for cell in sorted({*expected, *found}, key=str):
        difference = abs(expected[cell] - found[cell])
        worst = max(worst, difference)
        if difference > CENT * lines[cell]:
            trial.violate(f"{when}: {cell} is {found[cell]} in Odoo, {expected[cell]} in Procurify")
    print(f"{when}: {len(expected)} totals by account and cost centre, at most {worst} apart", flush=True)


def _cells(office):
    session = office.plants.session
    codes = {row["id"]: row["code"] for row in session.find("account.account", [], ["code"])}
    names = {row["id"]: row["name"] for row in session.find("account.analytic.account", [], ["name"])}
    domain = [
        ["move_id.move_type", "=", "in_invoice"],
        ["company_id", "=", office.plants.company],
        ["display_type", "=", "product"],
    ]
    fields = ["account_id", "analytic_distribution", "price_subtotal"]
    found = defaultdict(Decimal)
    for row in office.pages("account.move.line", domain, fields, 5000):
        centres = sorted(names[id_] for id_ in cost_centres(row["analytic_distribution"]))
        code = codes[row["account_id"][0]]
        found[(SHIPPING,) if code == SHIPPING else (code, *centres)] += Decimal(str(row["price_subtotal"]))
    return found


def _tell_causes(trial):
    with Operator(trial.service.socket) as operator:
        rows = operator.entries(flow=BILL, state="quarantined")
    for cause, count in Counter(row["cause_text"] for row in rows).most_common(8):
        print(f"   held: {count} × {cause}", flush=True)


def _judge_calls(trial):
    """
    :return: the figures
    """
    found = {flow: trial.documents(flow) for flow in (VENDOR, BILL)}
    documents = {flow: sum(states[state] for state in DONE) for flow, states in found.items()}
    for fault in trial.calls.faults(documents, sum(states["dropped"] for states in found.values())):
        trial.violate(fault)
    return trial.calls.figures(documents)
