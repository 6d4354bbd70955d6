"""`schedule-day`: schedules, token renewals and outages on simulated time, with Procurify's simulator."""

import os
import subprocess
import sys

from paths import REPOSITORY

SUITE = "ProcurifyDayTests"
MARK = "schedule-day: "


def add_options(parser):
    parser.add_argument("--hours", type=int, default=24, help="simulated hours (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=60, help="real minutes it may take (default: %(default)s)")


def run(options):
    command = ["swift", "test", "--traits", "KillPoints", "--skip-update", "--filter", SUITE]
    environment = {**os.environ, "ODOO_SIDECAR_DAY_HOURS": str(options.hours)}
    process = subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    figures, rest = [], []
    for line in process.stdout:
        (figures if line.startswith(MARK) else rest).append(line.rstrip())
        if line.startswith(MARK):
            print(line.rstrip().removeprefix(MARK), flush=True)
    code = process.wait(options.minutes * 60)
    if not figures:
        # A test that did not run proves nothing.
        code = code or 1
    if code:
        print("\n".join(rest[-40:]), file=sys.stderr)
    print(f"schedule-day: {options.hours} simulated hours, {'clean' if code == 0 else 'FAILED'}", flush=True)
    return 0 if code == 0 else 1
