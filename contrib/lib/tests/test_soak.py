"""The trials must see what goes wrong: a verdict that is always clean would be worth nothing."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "soak.d"))

import labels
import memory
import verdict
from offices import Order

SENT = {"record_name": "S1", "state": "settled", "in_doubt": False, "cause": None, "cause_text": None}


class Ledger:
    """Stands in for the operator's client."""

    entry = SENT

    def __init__(self, _):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def entries(self):
        return [self.entry]

    def counts(self):
        return dict.fromkeys(verdict.OPEN, 0)


def judged(monkeypatch, numbers=None, duplicates=None, ids=None, known=None, former=(), **entry):
    monkeypatch.setattr(Ledger, "entry", {**SENT, **entry})
    monkeypatch.setattr(verdict, "Operator", Ledger)
    partner = SimpleNamespace(
        numbers=lambda: {"S1": 1} if numbers is None else numbers,
        duplicates=lambda: duplicates or {},
        transactions=lambda: {"S1": "t1"} if ids is None else ids,
    )
    known = {"S1": "t1"} if known is None else known
    office = SimpleNamespace(tick=lambda: None, references=lambda: known, click=lambda order: "sent")
    trial = SimpleNamespace(
        partner=partner,
        office=office,
        service=SimpleNamespace(socket=""),
        clickers=SimpleNamespace(orders=[Order(1, "S1")]),
        former=[Order(2, name) for name in former],
        violations=[],
    )
    return verdict.Verdict(trial).reach(0)


def test_all_is_well(monkeypatch):
    assert judged(monkeypatch).is_clean


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("double", {"numbers": {"S1": 2}}),
        ("double", {"duplicates": {"S1": 1}}),
        ("double", {"numbers": {"S1": 1, "S0": 1}, "former": ["S0"]}),
        ("lost", {"known": {}}),
        ("lost", {"known": {"S1": "t2"}}),
        ("lost", {"ids": {}, "known": {}, "state": "dropped"}),
        ("stuck", {"state": "sending"}),
        ("stuck", {"state": "delivered"}),
        ("stuck", {"in_doubt": True}),
    ],
)
def test_it_is_told_what_is_wrong(monkeypatch, kind, facts):
    found = judged(monkeypatch, **facts)
    assert not found.is_clean
    assert getattr(found, kind)


def test_what_a_person_was_shown_is_not_lost(monkeypatch):
    shown = {"ids": {}, "known": {}, "state": "quarantined", "cause": "data|x", "cause_text": "The GTIN is unknown."}
    assert judged(monkeypatch, **shown).is_clean


def test_every_kill_point_has_a_name_of_its_own():
    assert len(labels.labels()) > 20
    assert labels.AT_START | labels.AT_UPGRADE | labels.AT_BACKUP < set(labels.labels())


def remembered(**changes):
    entry = {name: 1 for name in [*memory.IDENTITY, *memory.STANDING]}
    found = object.__new__(memory.Memory)
    found.entries = {1: {**entry, "state": "settled", "record_name": "S1"}, 2: {**entry, "state": "pending"}}
    found.connections = {
        "k": {"key": "k", "state": "validated", "secrets": {"token": True}, "settings": {"url": "https://x"}}
    }
    found.log = {1: {"id": 1, "code": "sent", "request": {"body": "{}"}}}
    found.odoo = {"reference": {("1", "S1", "t1")}}
    for name, value in changes.items():
        setattr(found, name, {**getattr(found, name), **value})
    return found


def test_an_upgrade_may_add_and_go_on():
    entry = remembered().entries[2]
    more = remembered(
        entries={2: {**entry, "state": "settled", "attempts": 2, "direction": "out"}, 3: entry},
        log={1: {"id": 1, "code": "sent", "request": {"body": "{}"}, "new": None}, 2: {}},
        odoo={"reference": {("1", "S1", "t1"), ("2", "S2", "t2")}},
    )
    assert remembered().lost(more) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"entries": {1: {}}},
        {"entries": {1: {**remembered().entries[1], "external_id": None}}},
        {"entries": {2: {**remembered().entries[2], "created_at": 2}}},
        {"connections": {"k": {}}},
        {"connections": {"k": {"state": "validated", "secrets": {}, "settings": {"url": "https://x"}}}},
        {"connections": {"k": {"state": "validated", "secrets": {"token": True}, "settings": {}}}},
        {"log": {1: None}},
        {"log": {1: {"id": 1, "code": "sent", "request": None}}},
        {"odoo": {"reference": set()}},
    ],
)
def test_what_an_upgrade_loses_or_changes_is_told(changes):
    assert remembered().lost(remembered(**changes))
