"""`procountor-wizards`: thousands of customers and products are fetched, found in Odoo, and applied, with progress."""

import time
from collections import Counter

from procountor_trial import ProcountorTrial
from service import Operator

KINDS = {
    "customers": ("procountor.customer.proposal", "action_procountor_fetch_customers", "procountor.customer"),
    "products": ("procountor.product.proposal", "action_procountor_fetch_products", "procountor.product"),
}
KNOWN = 10  # of a hundred, that Odoo has already
MOST = 200 * 1024  # KiB that the service may take


def add_options(parser):
    parser.add_argument("--count", type=int, default=2000, help="of each (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=30, help="deadline of a step (default: %(default)s)")


def run(options):
    with ProcountorTrial(options) as trial:
        control = trial.partner.control
        control.generate(options.seed, customers=options.count, products=options.count)
        _make_known(trial, control)
        figures = [_Wizard(trial, options, kind).run() for kind in KINDS]
        peak = _memory(trial.service.process.pid)
        if peak > MOST:
            trial.violate(f"the service took {peak} KiB")
        print(
            f"procountor-wizards: {', '.join(figures)}; peak {peak // 1024} MiB, {len(trial.violations)} wrong",
            flush=True,
        )
        return 0 if not trial.violations else 1


def _make_known(trial, control):
    """Odoo has some of them already: customers by business ID, products by internal reference."""
    shop = trial.office.shop
    every = 100 // KNOWN
    customers = [one for one in control.partners() if one["type"] == "CUSTOMER"]
    rows = {(one.get("invoicingInfo") or {}).get("identifier"): one["name"] for one in customers}
    taken = {key: name for key, name in list(rows.items())[::every] if key}
    values = [{"name": name, "company_registry": key, "is_company": True} for key, name in taken.items()]
    shop.session.call("res.partner", "create", [{**one, "company_id": shop.company} for one in values])
    codes = {one["code"]: one["name"] for one in control.products() if one.get("code") and one["type"] == "SALES"}
    taken = dict(list(codes.items())[::every])
    values = [{"name": name, "default_code": code, "company_id": shop.company} for code, name in taken.items()]
    shop.session.call("product.product", "create", values)


class _Wizard:
    """One of the two, from the button on the connector to the last row."""

    def __init__(self, trial, options, kind):
        self._trial, self._options, self._kind = trial, options, kind
        self._model, self._button, self._link = KINDS[kind]
        self._session, self._shop = trial.office.shop.session, trial.office.shop
        self._seen = set()

    def run(self):
        """
        :return: a word on what it came to
        """
        seconds = [self._timed(self._fetch)]
        rows = self._rows()
        seconds.append(self._timed(self._match))
        rows = self._rows()
        actions = Counter(row["action"] for row in rows)
        chosen = [row["id"] for row in rows if row["action"] != "nothing"]
        seconds.append(self._timed(lambda: self._accept(chosen)))
        self._judge(rows)
        steps = "/".join(f"{one:.0f}" for one in seconds)
        print(f"{self._kind}: {len(rows)} rows, {dict(actions)}, {len(self._seen)} different looks at the progress")
        if len(self._seen) < 3:
            self._trial.violate(f"{self._kind}: no progress was shown")
        return f"{self._kind} {len(rows)} rows, {len(chosen)} applied in {steps} s"

    def _timed(self, work):
        began = time.monotonic()
        work()
        self._wait()
        return time.monotonic() - began

    def _fetch(self):
        self._session.button("sidecar.connection", self._button, [self._shop.connection])

    def _match(self):
        self._session.button(self._model, "action_match", [], sidecar_connection=self._shop.connection)

    def _accept(self, rows):
        self._session.button(self._model, "action_accept", rows)

    def _wait(self):
        """The scheduled action, until every step is done; what people see of it meanwhile counts."""
        end = time.monotonic() + self._options.minutes * 60
        while time.monotonic() < end:
            steps = self._session.find(
                "sidecar.import", [["model", "=", self._model]], ["state", "done", "failed", "total"]
            )
            self._seen |= {(step["id"], step["done"]) for step in steps}
            bad = [step for step in steps if step["state"] == "failed"]
            if bad:
                return self._trial.violate(f"{self._kind}: {bad}")
            if not any(step["state"] == "running" for step in steps):
                return None
            self._trial.office.tick()
        return self._trial.violate(f"{self._kind}: not done after {self._options.minutes} minutes")

    def _rows(self):
        return self._session.find(
            self._model, [["connection_id", "=", self._shop.connection]], ["action", "external_id", "state", "name"]
        )

    def _judge(self, rows):
        """Each row that was to be applied is linked with one record, or says what is wrong; nothing is there twice."""
        references = self._references()
        count = Counter(external for external, _ in references)
        double = [external for external, times in count.items() if times > 1]
        if double:
            self._trial.violate(f"{self._kind}: linked twice: {double[:10]}")
        with Operator(self._trial.service.socket) as operator:
            entries = operator.entries(flow=_flow(self._kind))
        states = Counter(entry["state"] for entry in entries)
        causes = Counter(entry["cause_text"] for entry in entries if entry["state"] == "quarantined")
        print(f"{self._kind}: entries {dict(states)}; held: {dict(causes.most_common(8))}")
        for state in ("pending", "sending", "delivered"):
            if states[state]:
                self._trial.violate(f"{self._kind}: {states[state]} entries are {state}")
        done = states["settled"]
        if self._kind == "products" and len(references) < done:
            self._trial.violate(f"{self._kind}: {done} done, {len(references)} linked")

    def _references(self):
        return self._trial.office.query(
            f"SELECT external_id, record FROM sidecar_reference WHERE flow = '{self._link}' AND is_arrival IS NOT TRUE"
        )


def _flow(kind):
    return "procountor.partner.import" if kind == "customers" else "procountor.product.import"


def _memory(pid):
    """
    :return: KiB that the process took at most
    """
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
