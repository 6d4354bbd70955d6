"""The step must not take a trial with complaints for a good one."""

import steps_procurify

GOOD = "procurify-bills (json2): 50 bills, 3 held, 2 kills, 0 wrong"


def test_clean_figures_are_read():
    assert steps_procurify.BILLS.search(f"x\n{GOOD}\nlogs")[1] == "50"


def test_a_trial_in_which_something_was_wrong_is_not_clean():
    assert not steps_procurify.BILLS.search(GOOD.replace("0 wrong", "1 wrong"))


def test_a_trial_that_held_nothing_or_killed_nothing_is_not_clean():
    assert not steps_procurify.BILLS.search(GOOD.replace("3 held", "0 held"))
    assert not steps_procurify.BILLS.search(GOOD.replace("2 kills", "1 kills"))
