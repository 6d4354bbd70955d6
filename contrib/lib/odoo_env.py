"""Databases and servers of a real Odoo checkout, for work by hand and for scripts.

HOME is a folder with odoo-bin. PostgreSQL is a private one that runs on until `stop`.

  odoo-env prepare HOME               makes what is missing: environment, PostgreSQL, template database
  odoo-env create HOME DATABASE       a fresh database with the standard modules (sale, purchase, stock, account …)
  odoo-env run HOME DATABASE [--addons DIR]… [-- OPTION…]
                                      runs odoo-bin on it, on a free port that is printed; with the options
                                      `-- --init=sidecar --stop-after-init` it installs and ends
  odoo-env sql DATABASE [SQL]         psql
  odoo-env drop HOME DATABASE
  odoo-env stop                       stops the private PostgreSQL
"""

import argparse
import os
import sys

from odoo_checkout import Checkout
from odoo_database import Databases, environment, free_port
from postgres_cluster import ROLE, Cluster


def main():
    options = _options()
    cluster = Cluster()
    if options.action == "stop":
        cluster.keep(False)
        return cluster.stop()
    cluster.keep()
    cluster.start()
    if options.action == "sql":
        psql = [str(cluster.programs / "psql"), "-X", "-h", str(cluster.sockets), "-U", ROLE, options.database]
        os.execve(psql[0], psql + (["-c", options.sql] if options.sql else []), environment())
    databases = Databases(Checkout(options.home), cluster)
    if options.action == "prepare":
        print(databases.template())
    elif options.action == "create":
        databases.create(options.database)
    elif options.action == "drop":
        databases.drop(options.database)
    else:
        _run_odoo(databases, options)


def _run_odoo(databases, options):
    port = options.port or free_port()
    addons = [os.path.abspath(folder) for folder in options.addons]
    command = databases.command(options.database, f"--http-port={port}", *options.more, addons=addons)
    print(f"http://127.0.0.1:{port}/web/login?db={options.database}", flush=True)
    os.execve(command[0], command, environment())


def _options():
    own, more = sys.argv[1:], []
    if "--" in own:  # what follows is Odoo's
        own, more = own[: own.index("--")], own[own.index("--") + 1 :]
    parser = argparse.ArgumentParser(
        prog="odoo-env", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name in ("prepare", "create", "run", "drop"):
        action = actions.add_parser(name)
        action.add_argument("home")
        if name != "prepare":
            action.add_argument("database")
        if name == "run":
            action.add_argument("--addons", action="append", default=[])
            action.add_argument("--port", type=int)
    action = actions.add_parser("sql")
    action.add_argument("database")
    action.add_argument("sql", nargs="?")
    actions.add_parser("stop")
    options = parser.parse_args(own)
    options.more = more
    return options


if __name__ == "__main__":
    sys.exit(main())
