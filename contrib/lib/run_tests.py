"""Runs every test of the project, step by step, and ends with one line of counts."""

import argparse
import os
import signal
import sys

import steps_demo
import steps_faults
import steps_gateway
import steps_odoo
import steps_payloads
import steps_procountor
import steps_procurify
import steps_python
import steps_swift
import steps_trade
from places import REPOSITORY
from report import Report, Step


def steps():
    """
    :return: all steps, in order
    """
    return [
        Step("setup", "packages and tools that are missing", steps_python.setup),
        Step("swift-build", "the service and its tests, without a warning", steps_swift.build),
        Step("swift-format", "the format of the Swift code", steps_swift.lint, beside=True),
        Step("ruff", "the rules and the format of the Python code", steps_python.ruff, beside=True),
        Step("pylint", "the addons against the community's rules", steps_python.pylint, beside=True),
        Step("swift-test", "the tests of the service", steps_swift.test),
        Step("fuzz", "random input for wire, mapping and service, twenty seconds", steps_swift.fuzz),
        Step("wire", "the addons' client, with plain Python", steps_python.wire),
        Step("tools", "the tools in contrib", steps_python.tools),
        Step("contracts", "protocol/ and payloads against sources and contracts", steps_python.contracts),
        *steps_odoo.steps(),
        *steps_gateway.steps(),
        *steps_procurify.steps(),
        *steps_demo.steps(),
        Step("incoming", "a hundred documents come in, some faulty, on Odoo", steps_trade.incoming, beside=True),
        Step("roundtrip", "two companies trade, each on its own Odoo", steps_trade.roundtrip, beside=True),
        Step(
            "payloads",
            "random invoices of Odoo 18.0, against the contract and what was booked",
            steps_payloads.test,
            beside=True,
        ),
        Step(
            "procountor-invoices",
            "random invoices to Procountor, as Odoo booked them",
            steps_procountor.invoices,
            beside=True,
        ),
        Step(
            "procountor-payments",
            "payments fetched again and again, killed in between",
            steps_procountor.payments,
            beside=True,
        ),
        Step(
            "procountor-kills",
            "the service dies while customers, payments and rows are under way",
            steps_procountor.kills,
            beside=True,
        ),
        Step(
            "procurify-bills-http",
            "bills on their cost centres over JSON-2, killed, calls counted",
            steps_procurify.bills_over_http,
            beside=True,
        ),
        Step(
            "procurify-bills-addon",
            "the same bills through the addon",
            steps_procurify.bills_through_addon,
            beside=True,
        ),
        Step("faults", "every kind of fault once, while people click", steps_faults.test),
    ]


def main():
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("told to end"))
    _name_folders()
    every = steps()
    if options.list:
        for step in every:
            print(f"{step.name:<20} {step.summary}")
        return 0
    names = [name for name in options.only.split(",") if name]
    unknown = [name for name in names if not any(_is_meant(step, name) for step in every)]
    if unknown:
        sys.exit(f"no such step: {', '.join(unknown)}")
    report = Report(options.jobs)
    report.run_all(step for step in every if not names or any(_is_meant(step, name) for name in names))
    return report.finish()


def _options():
    parser = argparse.ArgumentParser(prog="contrib/test", description=__doc__)
    parser.add_argument(
        "--only", default="", metavar="STEP,…", help="only steps whose names begin so; `odoo` means every `odoo-…`"
    )
    parser.add_argument("--list", action="store_true", help="name the steps and end")
    parser.add_argument(
        "--jobs", type=int, metavar="N", help="steps on Odoo at the same time (default: one for each core, at most 4)"
    )
    return parser.parse_args()


def _is_meant(step, name):
    return step.name.startswith(name)


def _name_folders():
    """Tells the tests where payloads go and where the contracts are, which are not ours to publish."""
    os.environ.setdefault("SIDECAR_PAYLOADS", str(steps_swift.PAYLOADS))
    contracts = REPOSITORY.parent / "shared" / "reference" / "openapi"
    if contracts.is_dir():
        os.environ.setdefault("SIDECAR_CONTRACTS", str(contracts))


if __name__ == "__main__":
    sys.exit(main())
