"""What is read from the log of an Odoo that ran tests."""

import odoo_log

PREFIX = "2025-03-01 10:00:00,123 4711 {level} db {logger}: "
TESTS = "odoo.addons.sidecar.tests.test_mixin"


def log(*records):
    lines = []
    for level, logger, words in records:
        lines.append(PREFIX.format(level=level, logger=logger) + words)
    return "\n".join(lines)


def started(*tests):
    return [("INFO", TESTS, f"Starting {test} ... ") for test in tests]


def totals(failures, errors, tests):
    words = f"{failures} failed, {errors} error(s) of {tests} tests when loading database 'db' "
    return ("ERROR" if failures or errors else "INFO", "odoo.tests.result", words)


def test_counts_what_passed_and_names_the_rest():
    text = log(
        *started("TestA.test_fine", "TestA.test_bad", "TestA.test_left_out"),
        ("ERROR", TESTS, "FAIL: TestA.test_bad\nTraceback (most recent call last):\nAssertionError: 1 != 2"),
        ("INFO", TESTS, "skipped TestA.test_left_out : no service\nis there"),
        totals(1, 0, 3),
    )
    result = odoo_log.read(text, 1)
    assert result.passed == 1
    assert result.failed == ["FAIL: TestA.test_bad\nTraceback (most recent call last):\nAssertionError: 1 != 2"]
    assert result.skipped == ["TestA.test_left_out: no service\nis there"]
    assert result.notes == []


def test_a_test_with_failed_subtests_has_not_passed():
    text = log(
        *started("TestA.test_sub"),
        ("ERROR", TESTS, "FAIL: Subtest TestA.test_sub (i=1)"),
        ("ERROR", TESTS, "FAIL: Subtest TestA.test_sub (i=2)"),
        totals(2, 0, 1),
    )
    result = odoo_log.read(text, 1)
    assert (result.passed, len(result.failed)) == (0, 2)


def test_a_run_without_tests_is_a_failure():
    assert odoo_log.read(log(totals(0, 0, 0)), 0).failed == ["Odoo ran no test"]


def test_an_odoo_that_did_not_install_is_a_failure_with_its_last_words():
    result = odoo_log.read(log(("CRITICAL", "odoo.service.server", "Failed to initialize database `db`.")), 255)
    assert result.passed == 0
    assert "code 255" in result.failed[0]
    assert "Failed to initialize database" in result.failed[0]


def test_a_bad_exit_code_alone_is_a_failure():
    result = odoo_log.read(log(*started("TestA.test_fine"), totals(0, 0, 1)), 1)
    assert result.failed == ["Odoo ended with code 1 although no test failed"]


def test_warnings_are_said():
    result = odoo_log.read(
        log(*started("TestA.test_fine"), ("WARNING", "odoo.fields", "unknown parameter"), totals(0, 0, 1)), 0
    )
    assert (result.passed, result.failed, result.notes) == (1, [], ["WARNING unknown parameter"])


def test_of_a_long_traceback_both_ends_are_kept():
    words = (
        "FAIL: TestA.test_deep\nTraceback (most recent call last):\n" + "  a frame\n" * 40 + "AssertionError: 1 != 2"
    )
    result = odoo_log.read(log(*started("TestA.test_deep"), ("ERROR", TESTS, words), totals(1, 0, 1)), 1)
    lines = result.failed[0].splitlines()
    assert (lines[0], lines[2], lines[-1]) == ("FAIL: TestA.test_deep", "…", "AssertionError: 1 != 2")
    assert len(lines) == 23
