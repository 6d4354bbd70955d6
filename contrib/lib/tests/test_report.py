"""What a run prints and how it ends."""

from report import Report, Result, Step


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
