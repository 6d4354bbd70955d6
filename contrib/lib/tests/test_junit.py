"""What is read from the report of Swift Testing and pytest."""

import junit
from commands import Finished

REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="TestResults" tests="3" failures="1" skipped="1">
  <testcase classname="CoreTests.MoneyTests" name="rounds()" time="0.1" />
  <testcase classname="CoreTests.MoneyTests" name="adds()"><failure message="Expectation failed: 1 == 2" /></testcase>
  <testcase classname="CoreTests" name="later()"><skipped>no contract here</skipped></testcase>
</testsuite></testsuites>
"""


def finished(folder, code=0, words=""):
    log = folder / "log"
    log.write_text(words)
    return Finished(code, log)


def test_names_failures_and_skips(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    result = junit.of_run(finished(tmp_path, 1), report)
    assert result.passed == 1
    assert result.failed == ["CoreTests.MoneyTests adds()\nExpectation failed: 1 == 2"]
    assert result.skipped == ["CoreTests later(): no contract here"]


def test_a_run_that_crashed_is_a_failure(tmp_path):
    result = junit.of_run(finished(tmp_path, -11, "Fatal error: index out of range"), tmp_path / "missing.xml")
    assert "Fatal error: index out of range" in result.failed[0]


def test_a_bad_ending_after_good_tests_is_a_failure(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite><testcase name="fine" /></testsuite></testsuites>')
    result = junit.of_run(finished(tmp_path, 1), report)
    assert (result.passed, len(result.failed)) == (1, 1)


def test_no_test_at_all_is_a_failure(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text("<testsuites><testsuite /></testsuites>")
    assert "no test was found" in junit.of_run(finished(tmp_path), report).failed[0]
