"""The judge of documents that came in must see what is lost, doubled, stuck, wrong or wrongly marked."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "soak.d"))

import arrivals
import records

ORDER = {"type": "ORDER", "number": "B-1", "order": None, "fault": None, "procurosTransactionId": "t1"}
SAID = {"content": {"header": {"orderIdentifier": "B-1"}, "items": [{"quantity": 12}, {"quantity": 2.5}]}}
ENTRY = {"external_id": "t1", "state": "settled", "cause": None, "cause_text": None}
HELD = {"external_id": "t1", "state": "quarantined", "cause": "c1", "cause_text": "GTIN 1 is unknown"}
FAILED = {"status": "FAILED", "mark": {"errorReason": "GTIN 1 is unknown", "errorType": "DATA"}}
TAKEN = [["t1", "procuros.order.receive", "sale.order", "7"]]
SALE = ["7", "B-1", "2", "14.5"]


class Ledger:
    """Stands in for the operator's client."""

    found = []

    def __init__(self, _):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def entries(self):
        return self.found


def judge(monkeypatch, entry=ENTRY, references=TAKEN, sales=(SALE,), kept=None, fault=None, policy="all"):
    monkeypatch.setattr(Ledger, "found", [entry] if entry else [])
    monkeypatch.setattr(arrivals, "Operator", Ledger)
    rows = {records.REFERENCES: references, records.SALES: sales}
    held = {"raw": json.dumps(SAID), "status": "SUCCESS", **(kept or {})}
    trial = SimpleNamespace(
        partner=SimpleNamespace(kept=lambda: {"t1": held}),
        office=SimpleNamespace(query=lambda sql: rows.get(sql, [])),
        service=SimpleNamespace(socket=None),
    )
    return arrivals.Arrivals(trial, [{**ORDER, "fault": fault}], policy).judge()


def test_an_order_that_is_in_odoo_as_it_said_is_fine(monkeypatch):
    judged = judge(monkeypatch)
    assert judged.is_clean, judged.sentences()
    assert judged.fates == {"good: settled": 1}


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("lost", {"entry": None}),
        ("lost", {"references": []}),
        ("lost", {"entry": HELD, "references": [], "kept": FAILED}),
        ("doubled", {"references": TAKEN * 2}),
        ("doubled", {"sales": [SALE, ["8", "B-1", "2", "14.5"]]}),
        ("stuck", {"entry": {**ENTRY, "state": "pending"}, "kept": FAILED}),
        ("wrong", {"sales": [["7", "B-1", "1", "12"]]}),
        ("wrong", {"fault": "unknown_gtin"}),
        ("wrong", {"entry": HELD, "fault": "unknown_gtin", "kept": FAILED}),
        ("marked_wrongly", {"kept": {"status": "PENDING"}}),
        ("marked_wrongly", {"entry": HELD, "references": [], "fault": "unknown_gtin"}),
        ("marked_wrongly", {"entry": HELD, "references": [], "fault": "unknown_gtin", "kept": {"status": "FAILED"}}),
    ],
)
def test_what_goes_wrong_is_seen(monkeypatch, what, change):
    judged = judge(monkeypatch, **change)
    assert getattr(judged, what), judged.sentences()
    assert not judged.is_clean


def test_a_faulty_one_is_held_with_its_cause_and_reported_as_the_policy_says(monkeypatch):
    held = {"entry": HELD, "references": [], "fault": "unknown_gtin"}
    judged = judge(monkeypatch, **held, kept=FAILED)
    assert judged.is_clean, judged.sentences()
    assert judged.causes == {"c1": 1}
    kept = judge(monkeypatch, **held, kept={"status": "PENDING"}, policy="succeeded")
    assert kept.is_clean, kept.sentences()


def test_a_fault_that_can_be_lived_with_may_be_taken(monkeypatch):
    assert judge(monkeypatch, fault="control_characters").is_clean


BILL = {**ORDER, "type": "INVOICE", "number": "RE-1"}
SAID_BILL = {
    "content": {
        "header": {"invoiceIdentifier": "RE-1"},
        "items": [{}, {}],
        "summary": {"netAmount": 165, "grossAmount": 189.75},
    }
}


@pytest.mark.parametrize(
    ("move", "is_right"),
    [
        (["7", "RE-1", "in_invoice", "165.00", "189.75", "draft"], True),
        (["7", "RE-1", "in_invoice", "165.00", "189.77", "draft"], True),  # a cent a line: tax rounded line by line
        (["7", "RE-1", "in_invoice", "165.00", "189.78", "draft"], False),
        (["7", "RE-1", "in_invoice", "164.99", "189.75", "draft"], False),
        (["7", "RE-1", "in_refund", "165.00", "189.75", "draft"], False),
        (["7", "RE-2", "in_invoice", "165.00", "189.75", "draft"], False),
    ],
)
def test_a_bill_has_number_kind_and_amounts_of_the_document(move, is_right):
    reference = ["t1", "procuros.invoice.receive", "account.move", "7"]
    rows = {records.REFERENCES: [reference], records.MOVES: [move]}
    found = records.Records(lambda sql: rows.get(sql, [])).difference(BILL, SAID_BILL)
    assert not found == is_right, found
