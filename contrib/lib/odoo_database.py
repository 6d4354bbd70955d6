"""Fresh Odoo databases for tests: a template with the standard modules is made once and copied from then on."""

import itertools
import os
import re
import shutil
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path

from places import exclusively
from postgres_cluster import ROLE

MODULES = ["sale", "purchase", "stock", "account", "delivery", "purchase_stock", "sale_stock"]
_FRESH = itertools.count(1)
RECIPE = 1  # counted up when templates made before are no longer what is wanted


class Databases:
    """The databases of one checkout in the private cluster, each with its filestore."""

    def __init__(self, checkout, cluster):
        self.checkout = checkout
        self.cluster = cluster
        self.data = cluster.home.parent / "odoo-data"  # beside the databases it belongs to
        self.data.mkdir(exist_ok=True)
        self.prefix = "sidecar_{}_{}".format(*checkout.number)

    def template(self):
        """Makes the template, unless this checkout has one.

        :return: the name of a database with the standard modules and without demo data
        """
        name = f"{self.prefix}_template_{self.checkout.fingerprint}_{RECIPE}"
        with exclusively(self.data / f"{name}.lock"):
            if not (self.exists(name) and self._files(name).is_dir()):
                self._make_template(name)
        return name

    @contextmanager
    def fresh(self):
        """
        :return: the name of a copy of the template, dropped at the end
        """
        self._drop_abandoned()
        # Steps that run beside each other are of one process.
        name = f"{self.prefix}_test_{os.getpid()}_{next(_FRESH)}"
        self.create(name)
        try:
            yield name
        finally:
            self.drop(name)

    def create(self, name):
        """Copies the template to a new database; an older one of that name is dropped."""
        self.copy(self.template(), name)

    def copy(self, original, name):
        """Copies a database to which nobody is connected, with its files."""
        self.drop(name)
        self.cluster.client("createdb", "-T", original, name)
        shutil.copytree(self._files(original), self._files(name))

    def drop(self, name):
        """Drops a database with its files; open connections are closed, a missing one is fine."""
        self.cluster.client("dropdb", "--force", "--if-exists", name)
        shutil.rmtree(self._files(name), ignore_errors=True)

    def exists(self, name):
        return bool(self.cluster.query(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))

    def command(self, name, *options, addons=()):
        """
        :param name: the database
        :param options: further options of odoo-bin
        :param addons: addons folders besides Odoo's own
        :return: the command line of odoo-bin: no file of settings, loopback only, no scheduled actions, no demo data
        """
        paths = ",".join(str(path) for path in [*self.checkout.addons_paths, *addons])
        return [
            str(self.checkout.python()),
            str(self.checkout.program),
            "--config=/dev/null",
            f"--database={name}",
            f"--db-filter=^{re.escape(name)}$",
            f"--db_host={self.cluster.sockets}",
            f"--db_user={ROLE}",
            f"--data-dir={self.data}",
            *([f"--addons-path={paths}"] if paths else []),
            "--http-interface=127.0.0.1",
            "--max-cron-threads=0",
            *(["--without-demo=all"] if self.checkout.number < (19, 0) else []),  # 19.0 installs none unasked
            *options,
        ]

    def _make_template(self, name):
        raw = f"{name}_making"
        self.drop(raw)
        options = ["--no-http", "--stop-after-init", f"--init={','.join(MODULES)}"]
        command = self.command(raw, *options, "--log-level=warn")
        print(f"    installing the standard modules on Odoo {self.checkout.series}, once", flush=True)
        done = subprocess.run(
            command,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
        )
        wanted = ", ".join(f"'{module}'" for module in MODULES)
        sql = f"SELECT count(*) FROM ir_module_module WHERE state = 'installed' AND name IN ({wanted})"
        if done.returncode or self.cluster.query(sql, raw) != [[str(len(MODULES))]]:
            raise RuntimeError(f"Odoo {self.checkout.series} did not install: {done.stdout[-3000:]}")
        self.drop(name)
        self._files(raw).rename(self._files(name))
        self.cluster.query(f'ALTER DATABASE "{raw}" RENAME TO "{name}"')

    def _files(self, name):
        return self.data / "filestore" / name

    def _drop_abandoned(self):
        """Drops what runs that were killed have left."""
        for (name,) in self.cluster.query("SELECT datname FROM pg_database"):
            match = re.fullmatch(rf"{self.prefix}_test_(\d+)(_\d+)?(_copy)?", name)
            if match and not Path("/proc", match[1]).exists():
                self.drop(name)


def environment(**more):
    """
    :return: the environment for odoo-bin: nobody's settings of Odoo or PostgreSQL, and more
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "ODOO_RC", "OPENERP_"))}
    return {**kept, **more}


def free_port():
    """
    :return: a port of the loopback that nobody listens on
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
