"""What must be true of documents that came in: good ones in Odoo once, as they said, faulty ones held with a cause."""

import json
from collections import Counter

from records import Records
from service import Operator

# What becomes of a faulty document: held for a person, or, where its fault can be lived with, taken all the same.
HELD = {
    "unknown_gln",
    "unknown_gtin",
    "unknown_unit",
    "missing_order",
    "missing_invoice",
    "more_than_ordered",
    "negative_quantity",
    "zero_quantity",
}


class Arrivals:
    """
    :param trial: after everything came to rest
    :param documents: as the generator listed them
    :param policy: which transactions are marked, `all` or `succeeded`
    """

    def __init__(self, trial, documents, policy):
        self._trial, self._documents, self._policy = trial, documents, policy
        self.lost, self.doubled, self.stuck, self.wrong, self.marked_wrongly = [], [], [], [], []
        self.fates = Counter()
        self.causes = Counter()

    @property
    def is_clean(self):
        return not (self.lost or self.doubled or self.stuck or self.wrong or self.marked_wrongly)

    def judge(self):
        with Operator(self._trial.service.socket) as operator:
            entries = {entry["external_id"]: entry for entry in operator.entries()}
        kept = self._trial.partner.kept()
        records = Records(self._trial.office.query)
        for document in self._documents:
            id_ = document["procurosTransactionId"]
            entry = entries.get(id_)
            if entry is None:
                self.lost.append(f"{_name(document)}: the ledger does not know it")
                continue
            self._judge(document, entry, json.loads(kept[id_]["raw"]), records)
            self._judge_mark(document, entry, kept[id_])
        self.doubled += records.doubled()
        return self

    def _judge(self, document, entry, said, records):
        """One document: where it stands, and what it became."""
        state = entry["state"]
        self.fates[f"{document['fault'] or 'good'}: {state}"] += 1
        taken = records.taken(document["procurosTransactionId"])
        if state == "quarantined":
            self._judge_held(document, entry, taken)
        elif state != "settled":
            self.stuck.append(f"{_name(document)}: {state}, {entry['cause_text']}")
        elif not taken:
            self.lost.append(f"{_name(document)}: settled, and not in Odoo")
        elif document["fault"] in HELD:
            self.wrong.append(f"{_name(document)}: taken although faulty")
        elif document["fault"] is None and (difference := records.difference(document, said)):
            self.wrong.append(f"{_name(document)}: {difference}")

    def _judge_held(self, document, entry, taken):
        self.causes[entry["cause"]] += 1
        if document["fault"] is None:
            self.lost.append(f"{_name(document)}: held: {entry['cause_text']}")
        if not entry["cause_text"]:
            self.wrong.append(f"{_name(document)}: held without a cause")
        if taken:
            self.wrong.append(f"{_name(document)}: held, and in Odoo all the same")

    def _judge_mark(self, document, entry, kept):
        if entry["state"] == "settled":
            wanted = "SUCCESS"
        else:
            wanted = "FAILED" if self._policy == "all" else "PENDING"
        mark = kept.get("mark") or {}
        if kept["status"] != wanted or (wanted == "FAILED" and not (mark.get("errorReason") and mark.get("errorType"))):
            self.marked_wrongly.append(f"{_name(document)}: {kept['status']} {mark}, not {wanted}")

    def sentences(self):
        """
        :return: what a person who looks at the trial wants to read
        """
        lines = [f"fates: {dict(sorted(self.fates.items()))}", f"causes: {dict(self.causes.most_common())}"]
        for what in ("lost", "doubled", "stuck", "wrong", "marked_wrongly"):
            found = getattr(self, what)
            lines += [f"{what.upper()}: {sentence}" for sentence in found[:25]]
            lines += [f"{what.upper()}: and {len(found) - 25} more"] if len(found) > 25 else []
        return lines

    def figures(self):
        faulty = [document for document in self._documents if document["fault"]]
        held = sum(self.causes.values())
        return (
            f"{len(self._documents)} documents, {len(faulty)} faulty, {held} held in {len(self.causes)} causes,"
            f" {len(self.lost)} lost, {len(self.doubled)} doubled, {len(self.stuck)} stuck, {len(self.wrong)} wrong,"
            f" {len(self.marked_wrongly)} wrongly marked"
        )


def _name(document):
    number = document["number"]
    number = number if len(number) < 60 else f"{number[:20]}…"
    fault = f" ({document['fault']})" if document["fault"] else ""
    return f"{document['type']} {number}{fault} about {document['order']}"
