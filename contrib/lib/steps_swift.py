"""The steps that build, format and test the Swift package."""

import re
import shutil

import junit
from commands import LOGS, run
from places import REPOSITORY
from report import Result

SERVICE = REPOSITORY / ".build" / "debug" / "odoo-sidecar"
PAYLOADS = REPOSITORY / ".build" / "test-payloads"  # what the tests would send, for the contract tests
TRAITS = ["--traits", "KillPoints"]  # a build with others would compile all of ours once more
ERROR = re.compile(r"/\S+:\d+:\d+: error: ")
FORMATTED = ["Sources", "Tests", "Package.swift"]


def build():
    """Builds the service and all tests, with the points at which `faults` kills; the package makes warnings errors."""
    finished = run("swift-build", ["swift", "build", "--build-tests", *TRAITS], seconds=1500)
    return Result.of(finished.succeeded, _complaint(finished))


def lint():
    """Compares the format with `.swift-format`."""
    command = ["swift", "format", "lint", "--strict", "--parallel", "--recursive", *FORMATTED]
    finished = run("swift-format", command, seconds=300)
    findings = [line for line in finished.output.splitlines() if ": error: " in line or ": warning: " in line]
    counted = f"{len(findings)} findings of swift-format"
    return Result.of(finished.succeeded, "\n".join([counted, *findings[:20]]) if findings else finished.tail())


def test():
    """Runs the tests; what `build` has built is not built again."""
    report = LOGS / "swift-test.xml"
    report.unlink(missing_ok=True)
    shutil.rmtree(PAYLOADS, ignore_errors=True)
    command = ["swift", "test", *TRAITS, "--disable-xctest", "--xunit-output", report]
    finished = run("swift-test", command, seconds=1500)
    if not report.exists():
        return Result(failed=[_complaint(finished)])
    return junit.of_run(finished, report)


def fuzz():
    """A minute of random input; `contrib/soak fuzz` does the same for an hour."""
    finished = run("fuzz", [REPOSITORY / "contrib" / "soak", "fuzz", "--seconds", "20"], seconds=900)
    result = Result.of(finished.succeeded, finished.tail())
    result.notes += finished.output.splitlines()[-1:]
    return result


def _complaint(finished):
    """Returns the compiler's errors, else the end of the log."""
    errors = [line for line in finished.output.splitlines() if ERROR.match(line)]
    return "\n".join(["does not build:", *dict.fromkeys(errors[:20])]) if errors else finished.tail()
