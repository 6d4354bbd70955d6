"""`upgrade`: an earlier service and its addons leave documents in every state; the present ones keep all and go on."""

import contextlib
import sqlite3
import threading
from pathlib import Path

import release
from memory import Memory
from offices import ClickFailed
from paths import ADDONS, SOAK_ADDONS
from service import Operator
from trial import Trial
from verdict import OPEN, Verdict
from waiting import happens
from wire import WireError

SETTLE_SECONDS = 240
# Slow enough for what waits to wait until the service is replaced.
PATIENT = {"LOOKUP_WAIT_SECONDS": "5", "BACKOFF_BASE_SECONDS": "20", "BACKOFF_CAP_SECONDS": "20"}
STAGED_NAME = "Procuros soak, renamed"


def add_options(parser):
    parser.add_argument(
        "--from",
        dest="commit",
        metavar="REF",
        help="the earlier commit (default: the newest before the present one that changed addons or store)",
    )
    parser.add_argument("--old-binary", metavar="FILE", help="its service, where it is built already")
    parser.add_argument("--seed", type=int, default=1)


def run(options):
    if options.odoo is None:
        raise SystemExit("upgrade needs an Odoo: there are no addons to upgrade in the stand-in")
    old = release.Release(options.commit or release.previous()).unpack()
    binary = Path(options.old_binary) if options.old_binary else old.build().binary
    print(f"upgrade: from {old.name} to {release.present()}", flush=True)
    with Trial(options.binary, options.seed, options.odoo, False, old=(binary, old.addons), **PATIENT) as trial:
        story = Story(trial)
        story.before()
        kept = Memory(trial.service, trial.office)
        story.interrupt()
        counts = story.ledger()
        print(f"left behind: {counts}; {kept.sentence()}", flush=True)
        story.upgrade(Path(options.binary).resolve())
        lost = kept.lost(Memory(trial.service, trial.office))
        for sentence in lost:
            trial.violate(f"not kept: {sentence}")
        went_on = story.after()
        verdict = Verdict(trial).reach(SETTLE_SECONDS)
        print(
            f"upgrade: from {old.name} to {release.present()}, {len(kept.entries)} entries, {len(kept.log)} log lines,"
            f" {len(lost)} not kept, {went_on} went on by themselves, {len(verdict.double)} double,"
            f" {len(verdict.lost)} lost, {len(verdict.stuck)} stuck",
            flush=True,
        )
        return 0 if verdict.is_clean else 1


class Story:
    """
    :param trial: with the earlier service and addons
    """

    def __init__(self, trial):
        self._trial, self._office, self._partner = trial, trial.office, trial.partner
        self._open = []
        self._ignored = None
        self._vendor = None

    # -- on the earlier release

    def before(self):
        """Documents in every state, and settings that Odoo has committed but the service was not told of."""
        self._click(self._orders(10))
        self._click(self._orders(5, going_on=True), "rollback")
        self._vendor = self._office.make_vendor("Kelterei ohne Nummer GmbH")
        self._click(self._orders(3, self._vendor, going_on=True))
        self._ignore(self._office.make_orders(1, self._office.make_vendor("Nie beliefert AG"))[0])
        self._partner.misbehave("reply-lost:3 times:send,503:read")
        self._click(self._orders(3, going_on=True))
        self._partner.misbehave("503:send,503:read")
        self._click(self._orders(3, going_on=True))

    def interrupt(self):
        """The service is killed with a document on its way, and settings staged."""
        self._partner.misbehave("hang:1 time:send,503:send,503:read")
        before = self._partner.sends()
        clicks = threading.Thread(target=self._click, args=(self._orders(1, going_on=True),))
        clicks.start()
        if not happens(lambda: self._partner.sends() > before, 20):
            self._trial.violate("nothing was on its way when the service was killed")
        self._stage()
        self._trial.service.kill()
        clicks.join(120)

    def ledger(self):
        """
        :return: number of entries by state, as the file of the killed service has them
        """
        with contextlib.closing(sqlite3.connect(self._trial.service.state / "ledger.db")) as ledger:
            rows = ledger.execute(
                "SELECT CASE WHEN in_doubt_since IS NULL THEN state ELSE 'in doubt' END, count(*)"
                " FROM entries GROUP BY 1 ORDER BY 1"
            ).fetchall()
        missing = {"delivered", "dropped", "in doubt", "pending", "quarantined", "sending", "settled"} - dict(
            rows
        ).keys()
        if missing:
            self._trial.violate(f"the earlier release left nothing {', '.join(sorted(missing))}")
        return dict(rows)

    # -- the upgrade

    def upgrade(self, binary):
        """The service first, as a package does it; then the addons, while it runs."""
        service = self._trial.service
        service.binary = binary
        service.start()
        copies = [path.name for path in sorted(service.state.glob("*.before-*"))]
        print(f"the store was copied before its upgrade: {', '.join(copies) or 'nothing to change'}", flush=True)
        self._partner.misbehave("503:send,503:read")
        self._click(self._orders(1, going_on=True))
        self._office.upgrade([ADDONS, SOAK_ADDONS])

    # -- on the present release

    def after(self):
        """What waits goes on by itself, what was kept back after its repair; only the tick runs.

        :return: number of documents that did
        """
        self._partner.misbehave("")
        self._office.mend_vendor(self._vendor)
        if not happens(self._is_done, SETTLE_SECONDS, 1):
            self._trial.violate(f"not gone on by themselves: {', '.join(self._waiting())}")
        self._judge_settings()
        self._judge_ignored()
        self._click([order for order in self._trial.clickers.orders], expected={"sent", "already_sent"})
        return len(self._open) - len(self._waiting())

    def _is_done(self):
        with contextlib.suppress(ClickFailed, WireError):
            self._office.tick()
        return not self._waiting()

    def _waiting(self):
        known = self._office.references()
        with Operator(self._trial.service.socket) as operator:
            under_way = {entry["record_name"] for entry in operator.entries() if entry["state"] in OPEN}
        return [order.name for order in self._open if order.name not in known or order.name in under_way]

    def _judge_settings(self):
        with Operator(self._trial.service.socket) as operator:
            [row] = operator.ask("connection/list")["connections"]
        if row["name"] != STAGED_NAME or row["staged_revision"] is not None or row["secrets"] != {"api_token": True}:
            self._trial.violate(f"the staged settings did not become current with their secret: {row}")

    def _judge_ignored(self):
        if self._ignored.name in self._partner.numbers():
            self._trial.violate("an ignored order was sent")

    # -- around

    def _orders(self, count, vendor=None, going_on=False):
        orders = self._office.make_orders(count, vendor)
        self._trial.clickers.orders += orders
        self._open += orders if going_on else []
        return orders

    def _click(self, orders, trouble="", expected=()):
        for order in orders:
            try:
                answer = self._office.click(order, 0, trouble)
            except ClickFailed as error:
                answer = str(error)
            if expected and answer not in expected:
                self._trial.violate(f"a click on {order.name} was answered with {answer}")

    def _ignore(self, order):
        self._click([order])
        self._ignored = order
        with Operator(self._trial.service.socket) as operator:
            [entry] = [entry for entry in operator.entries() if entry["record_name"] == order.name]
            operator.ask("entry/ignore", entries=[entry["id"]], reason="never to be sent")

    def _stage(self):
        """As when the service ends between Odoo's commit and the next hello."""
        with Operator(self._trial.service.socket) as operator:
            [row] = operator.ask("connection/list")["connections"]
            known = {
                name: row[name] for name in row if name not in ("revision", "staged_revision", "database", "secrets")
            }
            revision = row["revision"] + 1
            operator.ask("connection/save", connection={**known, "name": STAGED_NAME}, revision=revision)
        self._office.commit_connection(STAGED_NAME, revision)
