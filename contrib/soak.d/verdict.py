"""What must be true once everything has come to rest: once at the partner, its number in Odoo, nothing stuck."""

import time
from collections import Counter

from offices import ClickFailed
from service import OPEN, Operator
from wire import WireError


class Verdict:
    """
    :param trial: after its faults; people have stopped clicking
    """

    def __init__(self, trial):
        self._trial = trial
        self.double, self.lost, self.stuck = [], [], []
        self.shown = []

    def reach(self, seconds):
        """Lets everything settle, as people and the tick would, then looks at all three sides.

        :param seconds: the deadline
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self._is_at_rest():
            time.sleep(0.5)
        self._judge()
        return self

    @property
    def is_clean(self):
        return not (self.double or self.lost or self.stuck or self._trial.violations)

    def _is_at_rest(self):
        """Ticks, presses the button again where an order has no number, and asks whether anything is still open."""
        office = self._trial.office
        try:
            office.tick()
            known = office.references()
            for order in self._trial.clickers.orders:
                if order.name not in known:
                    office.click(order)
            with Operator(self._trial.service.socket) as operator:
                counts = operator.counts()
        except (ClickFailed, WireError) as problem:
            self._trial.note(f"while settling: {problem}")
            return False
        known = office.references()
        settled = all(order.name in known for order in self._trial.clickers.orders)
        return settled and not any(counts[state] for state in OPEN)

    def _judge(self):
        trial = self._trial
        numbers, duplicates = trial.partner.numbers(), trial.partner.duplicates()
        ids, known = trial.partner.transactions(), trial.office.references()
        with Operator(trial.service.socket) as operator:
            entries = {entry["record_name"]: entry for entry in operator.entries()}
        former = {order.name for order in trial.former}
        self.double = sorted({name for name, count in numbers.items() if count > 1 or name in former} | set(duplicates))
        for order in trial.clickers.orders:
            entry = entries.get(order.name)
            shown = entry is not None and entry["state"] in ("quarantined", "dropped") and entry["cause_text"]
            if shown:
                self.shown.append(order.name)
            if known.get(order.name) != ids.get(order.name) or (order.name not in ids and not shown):
                self.lost.append(order.name)
            if entry is not None and (entry["state"] in OPEN or entry["in_doubt"]) and not shown:
                self.stuck.append(order.name)
        self._explain(entries, numbers, duplicates, ids, known)

    def _explain(self, entries, numbers, duplicates, ids, known):
        for name in sorted({*self.double, *self.lost, *self.stuck, *self.shown})[:40]:
            entry = entries.get(name) or {}
            facts = [f"{key}={entry.get(key)}" for key in ("id", "state", "status", "in_doubt", "attempts", "cause")]
            facts += [
                f"{key}={entry.get(key)}" for key in ("created_at", "updated_at", "next_attempt_at", "external_id")
            ]
            print(
                f"{name}: partner {numbers.get(name, 0)} times + {duplicates.get(name, 0)} refused, id {ids.get(name)},"
                f" Odoo {known.get(name)}, ledger {' '.join(facts)}"
            )
        if self.shown:
            print(f"shown to a person: {len(self.shown)} {Counter(entries[name]['cause'] for name in self.shown)}")
