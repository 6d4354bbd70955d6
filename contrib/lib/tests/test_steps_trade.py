"""The steps must not take a trial with complaints for a good one."""

import pytest
import steps_trade

CLEAN = (
    "incoming: 100 documents, 12 faulty, 10 held in 9 causes,"
    " 0 lost, 0 doubled, 0 stuck, 0 wrong, 0 wrongly marked, 1 kills"
)
TRADE = (
    "roundtrip: 3 orders, 3 shipping notices, 3 invoices, 3 credit notes, 1 prices restated, 0 differences, 0 not taken"
)


def test_clean_figures_are_read():
    assert steps_trade.INCOMING.search(f"x\n{CLEAN}\nlogs")[1] == "100"
    assert steps_trade.ROUNDTRIP.search(f"x\n{TRADE}\nlogs")[1] == "3"


@pytest.mark.parametrize("what", ["lost", "doubled", "stuck", "wrong", "wrongly marked"])
def test_incoming_with_complaints_is_not_clean(what):
    assert not steps_trade.INCOMING.search(CLEAN.replace(f"0 {what}", f"1 {what}"))


def test_a_trial_in_which_nothing_was_killed_is_not_clean():
    assert not steps_trade.INCOMING.search(CLEAN.replace("1 kills", "0 kills"))


@pytest.mark.parametrize("what", ["differences", "not taken"])
def test_a_trade_with_differences_is_not_clean(what):
    assert not steps_trade.ROUNDTRIP.search(TRADE.replace(f"0 {what}", f"2 {what}"))
