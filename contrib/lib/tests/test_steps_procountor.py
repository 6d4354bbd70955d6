"""The steps must not take a trial with complaints for a good one."""

import steps_procountor

INVOICES = "procountor-invoices: 50 documents, 49 sent, 1 refused, 50 held against the contract, 0 wrong"
PAYMENTS = "procountor-payments: 12 invoices, 17 payments, 3 kills, 0 wrong"


def test_clean_figures_are_read():
    assert steps_procountor.INVOICES.search(f"x\n{INVOICES}\nlogs")[1] == "50"
    assert steps_procountor.PAYMENTS.search(f"x\n{PAYMENTS}\nlogs")[1] == "17"


def test_a_trial_in_which_something_was_wrong_is_not_clean():
    assert not steps_procountor.INVOICES.search(INVOICES.replace("0 wrong", "1 wrong"))
    assert not steps_procountor.PAYMENTS.search(PAYMENTS.replace("0 wrong", "1 wrong"))


def test_payments_without_a_kill_are_not_clean():
    assert not steps_procountor.PAYMENTS.search(PAYMENTS.replace("3 kills", "0 kills"))
