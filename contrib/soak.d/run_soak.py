"""The large and rough trials, by hand. Each ends with a line of figures, and with code 1 when something is wrong."""

import argparse
import signal
import sys

import paths
import trial_faults
import trial_fuzz
import trial_incoming
import trial_kill_large
import trial_payloads
import trial_procountor_invoices
import trial_procountor_kills
import trial_procountor_lost
import trial_procountor_payments
import trial_procountor_wizards
import trial_procurify_bills
import trial_restarts
import trial_restore
import trial_roundtrip
import trial_schedule_day
import trial_upgrade

TRIALS = {
    "faults": trial_faults,
    "fuzz": trial_fuzz,
    "incoming": trial_incoming,
    "restarts": trial_restarts,
    "kill-large": trial_kill_large,
    "payloads": trial_payloads,
    "procountor-invoices": trial_procountor_invoices,
    "procountor-kills": trial_procountor_kills,
    "procountor-lost": trial_procountor_lost,
    "procountor-payments": trial_procountor_payments,
    "procountor-wizards": trial_procountor_wizards,
    "procurify-bills": trial_procurify_bills,
    "restore": trial_restore,
    "roundtrip": trial_roundtrip,
    "schedule-day": trial_schedule_day,
    "upgrade": trial_upgrade,
}
BINARY = paths.REPOSITORY / ".build" / "debug" / "odoo-sidecar"


def main():
    parser = argparse.ArgumentParser(prog="contrib/soak", description=__doc__)
    names = parser.add_subparsers(dest="name", required=True, metavar="NAME")
    for name, module in TRIALS.items():
        one = names.add_parser(name, help=module.__doc__, description=module.__doc__)
        if module not in (trial_fuzz, trial_schedule_day):
            _add_service_options(one)
        module.add_options(one)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("told to end"))
    return TRIALS[options.name].run(options)


def _add_service_options(parser):
    parser.add_argument("--odoo", metavar="DIR", default="~/odoo/18.0", help="the checkout (default: %(default)s)")
    parser.add_argument("--stand-in", dest="odoo", action="store_const", const=None, help="no Odoo, a stand-in")
    parser.add_argument(
        "--binary", default=str(BINARY), help="the service, built with `swift build --traits KillPoints`"
    )


if __name__ == "__main__":
    sys.exit(main())
