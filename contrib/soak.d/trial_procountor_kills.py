"""`procountor-kills`: dies once at each kill point that only Procountor passes; what people see afterwards is whole."""

import time

import labels
from procountor_trial import ProcountorTrial
from waiting import happens

SECONDS = 60


def add_options(parser):
    parser.add_argument("--seed", type=int, default=1)


def run(options):
    began = time.monotonic()
    with ProcountorTrial(options) as trial:
        if not trial.service.has_kill_points:
            trial.violate("this service was built without the trait KillPoints")
        kinds = {"needs": _Invoice(trial), "pull": _Payment(trial), "import": _Customers(trial)}
        done = [label for label in labels.of_procountor() if _kill(trial, kinds[label.split(".")[0]], label)]
        print(f"took {time.monotonic() - began:.0f} s")
        print(f"procountor-kills: {len(done)} kill points, {len(trial.violations)} wrong", flush=True)
        return 1 if trial.violations or not done else 0


def _kill(trial, kind, label):
    """
    :return: whether the service died there; what became of the work is judged either way
    """
    kind.prepare(label)
    trial.service.arm(f"{label}:1")
    trial.attempt(kind.ask)
    end = time.monotonic() + SECONDS
    while trial.service.runs and time.monotonic() < end:
        trial.attempt(trial.office.tick)
    died = not trial.service.runs
    if not died:
        trial.violate(f"nobody passed {label} in {SECONDS} s")
        trial.service.kill()
    trial.service.arm("")
    trial.service.start()
    trial.attempt(kind.ask)
    if not happens(lambda: _is_at_rest(trial) and kind.is_done(), SECONDS, 0.2):
        trial.violate(f"{label}: not done {SECONDS} s after the restart")
    kind.judge(label)
    print(f"{label}: {'died and went on' if died else 'not passed'}", flush=True)
    return died


def _is_at_rest(trial):
    trial.attempt(trial.office.tick)
    # What a wizard shows is `proposed` for as long as people leave it.
    return trial.is_at_rest(besides=["proposed"])


class _Invoice:
    """An invoice whose customer Procountor does not know yet: the customer goes first."""

    def __init__(self, trial):
        self._trial, self._shop = trial, trial.office.shop
        self._shop.session.write("sidecar.connection", self._shop.connection, procountor_create_customers=True)

    def prepare(self, label):
        self._customer = f"Asiakas {label}"
        self.move = self._shop.invoice(("Guide book", 2, 20, 13.5), customer=self._shop.partner(self._customer))
        self.name = self._shop.session.read("account.move", self.move, "name")

    def ask(self):
        self._trial.office.press("action_procountor_send", [self.move])

    def is_done(self):
        return self.name in self._trial.office.known()

    def judge(self, label):
        control = self._trial.partner.control
        sent = control.numbers().get(self.name, 0)
        customers = [one for one in control.partners() if one["name"] == self._customer]
        if (sent, len(customers)) != (1, 1):
            self._trial.violate(f"{label}: {self.name} exists {sent} times, its customer {len(customers)} times")


class _Payment(_Invoice):
    """A payment of an invoice that was sent before."""

    def prepare(self, label):
        super().prepare(label)
        super().ask()
        invoice = self._trial.partner.control.invoices()[self.name]["id"]
        self._trial.partner.control.approve(invoice)
        self._trial.partner.control.pay(invoice)

    def ask(self):
        self._trial.office.press("action_procountor_fetch_payments", [self.move])

    def is_done(self):
        return self._shop.session.read("account.move", self.move, "payment_state") in ("paid", "in_payment")

    def judge(self, label):
        events = self._trial.office.query(
            "SELECT procountor_payment_event_id, count(*) FROM account_payment"
            " WHERE procountor_payment_event_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1"
        )
        if not self.is_done() or events:
            self._trial.violate(f"{label}: {self.name} paid: {self.is_done()}, booked twice: {events}")


class _Customers:
    """The customers of Procountor, brought before a person in the wizard."""

    model = "procountor.customer.proposal"

    def __init__(self, trial):
        self._trial, self._shop = trial, trial.office.shop

    def prepare(self, label):
        self._trial.partner.control.generate(self._trial.seed, customers=150, products=0)
        # Who is not a customer any more is not offered.
        active = [one for one in self._trial.partner.control.partners() if one["registryInfo"].get("active", True)]
        self._wanted = sum(one["type"] == "CUSTOMER" for one in active)

    def ask(self):
        self._shop.session.button("sidecar.connection", "action_procountor_fetch_customers", [self._shop.connection])

    def is_done(self):
        steps = self._shop.session.find("sidecar.import", [["model", "=", self.model]], ["state"], order="id desc")
        return bool(steps) and steps[0]["state"] != "running" and len(set(self._rows())) >= self._wanted

    def judge(self, label):
        rows = self._rows()
        if len(rows) != len(set(rows)) or len(rows) != self._wanted:
            shown = f"{len(rows)} customers are shown, {len(set(rows))} different ones"
            self._trial.violate(f"{label}: {shown}, Procountor has {self._wanted}")

    def _rows(self):
        domain = [["connection_id", "=", self._shop.connection], ["kind", "=", "main"]]
        return [row["external_id"] for row in self._shop.session.find(self.model, domain, ["external_id"])]
