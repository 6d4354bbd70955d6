"""The steps that set the machine up, lint Python and run the Python tests that need no Odoo."""

import junit
from commands import LOGS, run, tool
from places import REPOSITORY
from report import Result

ADDONS = REPOSITORY / "odoo_addon"
WIRE = ADDONS / "sidecar" / "wire" / "tests"
CONTRACT_TESTS = REPOSITORY / "Tests" / "contract"
HERE = REPOSITORY / "contrib" / "lib"


def setup():
    """Installs what is missing."""
    finished = run("setup", [HERE / "setup"], seconds=900)
    result = Result.of(finished.succeeded, finished.tail())
    if finished.succeeded:
        result.notes += finished.output.splitlines()
    return result


def ruff():
    """Lints all Python and compares its format."""
    lint = run("ruff-check", [tool("ruff"), "check", "--no-cache", "."], seconds=120)
    style = run("ruff-format", [tool("ruff"), "format", "--no-cache", "--check", "."], seconds=120)
    return Result.of(lint.succeeded, f"ruff check {lint.tail()}") + Result.of(
        style.succeeded, f"ruff format {style.tail()}"
    )


def pylint():
    """Lints each addon with the rules of pylint-odoo."""
    result = Result()
    for addon in addons():
        command = [tool("pylint"), f"--rcfile={REPOSITORY / '.pylintrc'}", "--persistent=no", addon]
        finished = run(f"pylint-{addon.name}", command, seconds=300)
        result += Result.of(finished.succeeded, f"{addon.name} {finished.tail()}")
    return result if addons() else Result.skip("there is no addon yet")


def wire():
    """The client of the addons, with plain Python."""
    return _pytest("wire", WIRE)


def tools():
    """The tests of these tools."""
    return _pytest("tools", HERE / "tests")


def contracts():
    """Holds `protocol/` against the sources, and what we send against the partners' contracts in SIDECAR_CONTRACTS."""
    return _pytest("contracts", CONTRACT_TESTS)


def addons():
    """
    :return: the folders of the addons, by name
    """
    return sorted(manifest.parent for manifest in ADDONS.glob("*/__manifest__.py"))


def _pytest(name, folder):
    if not folder.is_dir():
        return Result.skip(f"there is no {folder.relative_to(REPOSITORY)} yet")
    report = LOGS / f"{name}.xml"
    report.unlink(missing_ok=True)
    # Without a root of its own pytest would begin at the repository and import the addon on the way, and with it Odoo.
    options = [f"--rootdir={folder}", f"--confcutdir={folder}", "-p", "no:cacheprovider", f"--junitxml={report}"]
    finished = run(name, [tool("python"), "-m", "pytest", *options, folder], seconds=300)
    return junit.of_run(finished, report)
