"""What a run prints and how it ends."""

from threading import Barrier

from report import Report, Result, Step

STEPS = [("a", True), ("b", True), ("alone", False), ("c", True)]


def run(*results):
    report = Report()
    for number, result in enumerate(results):
        report.run(Step(f"step-{number}", "a step", result))
    return report.finish()


def test_ends_with_one_plain_line_of_counts(capsys):
    code = run(lambda: Result(passed=3), lambda: Result.skip("missing series"))
    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert lines[-1] == "3 passed, 0 failed, 1 skipped"
    assert "   SKIPPED step-1: missing series" in lines


def test_a_failure_decides_the_exit_code_and_is_named(capsys):
    code = run(lambda: Result(passed=1, failed=["test_bad\nits traceback"]))
    lines = capsys.readouterr().out.splitlines()
    assert code == 1
    assert lines[-1] == "1 passed, 1 failed, 0 skipped"
    assert "   FAILED step-0: test_bad" in lines


def test_a_step_that_breaks_counts_as_failed_and_the_rest_goes_on(capsys):
    def broken():
        raise OSError("no space left")

    code = run(broken, lambda: Result(passed=2))
    lines = capsys.readouterr().out.splitlines()
    assert code == 1
    assert lines[-1] == "2 passed, 1 failed, 0 skipped"


def test_steps_that_may_run_beside_others_do_and_each_stays_together(capsys):
    both = Barrier(2, timeout=10)  # breaks unless both are under way at once

    def together():
        both.wait()
        return Result(passed=1, notes=["met"])

    report = Report(workers=2)
    report.run_all([Step("first", "", together, beside=True), Step("second", "", together, beside=True)])
    assert report.finish() == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith(("== ", "   note"))]
    assert sorted(lines[:2]) != sorted(lines[2:4])
    assert lines[1] == lines[3] == "   note: met"


def test_what_must_run_alone_waits_for_what_runs_before():
    done = []
    steps = [Step(name, "", lambda name=name: done.append(name) or Result(passed=1), beside) for name, beside in STEPS]
    Report(workers=2).run_all(steps)
    assert sorted(done[:2]) == ["a", "b"]
    assert done[2:] == ["alone", "c"]
