"""`restore`: a backup that is an hour old is put back while orders went out since; no order may go out twice."""

from collections import Counter

from offices import ClickFailed
from service import Operator
from trial import Trial
from verdict import Verdict

HOUR = 3600
SETTLE_SECONDS = 120


def add_options(parser):
    parser.add_argument("--count", type=int, default=200, help="orders before the backup, and as many after it")
    parser.add_argument("--seed", type=int, default=1)


def run(options):
    with Trial(options.binary, options.seed, options.odoo) as trial:
        backup = trial.folder / "backup.db"
        before = _before(trial, options.count, backup)
        after = _hour(trial, options.count)
        sent = sum(trial.partner.numbers().values())
        trial.service.stop()
        trial.service.command("restore", backup)
        trial.service.start()
        _stand_still(trial, [*before, *after])
        with Operator(trial.service.socket) as operator:
            doubted = operator.ask("entry/reconcile")["in_doubt"]
        new = trial.office.make_orders(10)
        trial.clickers.orders += [*before, *after, *new]
        _click(trial, trial.clickers.orders)
        verdict = Verdict(trial).reach(SETTLE_SECONDS)
        print(
            f"restore: {sent} sent before, {doubted} in doubt, {len(trial.clickers.orders)} clicked again,"
            f" {len(verdict.double)} double, {len(verdict.lost)} lost, {len(verdict.stuck)} stuck",
            flush=True,
        )
    return 0 if verdict.is_clean else 1


def _before(trial, count, backup):
    """Sent orders, some that Odoo has forgotten, some that wait for the partner; then the backup."""
    orders = trial.office.make_orders(count)
    _click(trial, orders[: count // 2])
    _click(trial, orders[count // 2 : count * 3 // 4], "rollback")
    trial.partner.misbehave("503")
    _click(trial, orders[count * 3 // 4 :])
    with Operator(trial.service.socket) as operator:
        operator.ask("service/backup", path=str(backup))
    trial.partner.misbehave("")
    return orders


def _hour(trial, count):
    """An hour passes; what waited goes out, and more is sent: of some of it only the partner knows."""
    trial.service.shift_clock(HOUR)
    orders = trial.office.make_orders(count)
    _click(trial, orders[: count // 2])
    _click(trial, orders[count // 2 : count * 3 // 4], "rollback")
    _click(trial, orders[count * 3 // 4 :], "die_committed")
    return orders


def _stand_still(trial, orders):
    """Until it is reconciled the service sends nothing and says so."""
    before = trial.partner.sends()
    answers = _click(trial, orders)
    if trial.partner.sends() != before:
        trial.violate(f"{trial.partner.sends() - before} documents were sent before the ledger was reconciled")
    if set(answers) - {"refused", "shown", "already_sent"}:
        trial.violate(f"clicks before the ledger was reconciled were answered with {dict(answers)}")


def _click(trial, orders, trouble=""):
    answers = Counter()
    for order in orders:
        try:
            answers[trial.office.click(order, 0, trouble)] += 1
        except ClickFailed:
            answers["failed"] += 1
    print(f"{len(orders)} clicks {trouble}: {dict(answers)}", flush=True)
    return answers
