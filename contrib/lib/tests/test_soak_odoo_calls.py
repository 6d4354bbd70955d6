"""One call more for each document must not pass: that is what the bounds are for."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "soak.d"))

import odoo_calls
from odoo_calls import BILL, VENDOR, OdooCalls

# As a run of 300 bills on Odoo 19.0 had them: each flow, what came in, its calls.
SEEN = [(VENDOR, 12, 57), (BILL, 32, 116), (BILL, 44, 144), (BILL, 49, 169), (BILL, 48, 154), (BILL, 5, 23)]


def words(flow, count, calls):
    return f"50 documents of {flow}: {count} in Odoo, 0 held; {calls} calls to Odoo in 16175 ms."


@pytest.mark.parametrize(("flow", "count", "calls"), SEEN)
def test_a_page_as_it_is_passes(flow, count, calls):
    assert odoo_calls.too_dear(odoo_calls.page_of(words(flow, count, calls))) is None


@pytest.mark.parametrize(("flow", "count", "calls"), [one for one in SEEN if one[1] > 5])
def test_a_record_read_for_each_document_does_not(flow, count, calls):
    assert "at most" in odoo_calls.too_dear(odoo_calls.page_of(words(flow, count, calls + count)))


class Told:
    """Stands in for the operator's client."""

    calls = 0
    lines = ()

    def __init__(self, _):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def ask(self, method, **_):
        if method == "service/metrics":
            return {"counters": {"odoo_calls": self.calls}}
        return {"logs": [{"code": "remote.batch", "message": line} for line in self.lines], "next": None}


@pytest.fixture
def judged(monkeypatch, tmp_path):
    def judge(calls, lines, documents, asked=None, kills=0, left_alone=0):
        monkeypatch.setattr(odoo_calls, "Operator", Told)
        monkeypatch.setattr(odoo_calls, "happens", lambda *_: None)
        monkeypatch.setattr(Told, "lines", lines)
        log = None
        if lines:
            log = tmp_path / "odoo.log"
            log.write_text('"POST /json/2/account.move/load HTTP/1.1"\n' * (calls if asked is None else asked))
        monkeypatch.setattr(Told, "calls", 0)
        counted = OdooCalls(SimpleNamespace(socket="", kill=lambda: None), log)
        for _ in range(kills):
            counted.kill()
        monkeypatch.setattr(Told, "calls", calls)
        return counted.faults(documents, left_alone)

    return judge


def test_pages_that_were_told_are_clean(judged):
    assert judged(161, [words(BILL, 50, 161)], {BILL: 50}) == []


def test_a_page_that_was_not_told_is_noticed_unless_the_service_was_killed(judged):
    [fault] = judged(161, [words(BILL, 50, 161)], {BILL: 90})
    assert "for 50 of 90" in fault
    assert judged(161, [words(BILL, 50, 161)], {BILL: 90}, kills=1) == []


def test_calls_that_only_odoo_counted_are_noticed(judged):
    [fault] = judged(161, [words(BILL, 50, 161)], {BILL: 50}, asked=400)
    assert fault == "Odoo counted 400 calls, the service 161"


def test_calls_through_the_addon_are_bounded_by_the_bills(judged):
    # As a run of 50 bills on Odoo 18.0 had them, killed once: 10 vendors, and 17 bills that called for nothing.
    documents = {VENDOR: 10, BILL: 50}
    assert judged(1324, [], documents, left_alone=17, kills=1) == []
    [fault] = judged(1324 + 50, [], documents, left_alone=17, kills=1)
    assert "at most 1354" in fault
