"""What the stories play on: a simulated partner, the service and a real Odoo, each a process of its own.

Everything listens on the loopback or on a Unix socket in a directory of its own; the database is a fresh one.
"""

import secrets
import shutil
import subprocess
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

from addons_17 import render
from browser import Browser
from demo_partner import Partner
from demo_processes import Process, serves, wait_until
from demo_procountor_partner import Procountor
from demo_procurify_partner import Procurify
from demo_service import Service
from odoo_database import Databases, environment, free_port
from odoo_rpc import Session
from places import REPOSITORY
from postgres_cluster import Cluster

ADDONS = ["sidecar_procuros", "sidecar_procountor", "sidecar_procurify"]


class Stage:
    """Use it as a context: it sets everything up and takes everything down again.

    :param checkout: a Checkout of Odoo
    :param program: the path of odoo-sidecar
    :param keep: leave everything running at the end
    """

    def __init__(self, checkout, program, keep=False):
        self.checkout = checkout
        self.program = program
        self.keep = keep
        self.token = f"demo-{secrets.token_hex(12)}"
        self.url = f"http://127.0.0.1:{free_port()}"
        self.sessions = {}
        self.window = None
        self._ending = ExitStack()

    def __enter__(self):
        try:
            self._set_up()
        except BaseException:
            self._ending.close()
            raise
        return self

    def __exit__(self, kind, *_):
        if self.window:
            self.window.__exit__()
        if self.keep and kind is None:
            self._ending.pop_all()  # nothing of it is ended
        self._ending.close()

    def _set_up(self):
        self.cluster = Cluster()
        if self.keep:
            self.cluster.keep()
        self._ending.enter_context(self.cluster)
        self.databases = Databases(self.checkout, self.cluster)
        self.directory = Path(tempfile.mkdtemp(prefix="odoo-sidecar-demo-"))
        self._ending.callback(shutil.rmtree, self.directory, ignore_errors=True)
        self.database = self._make_database()
        self.addons = self._addons()
        self._install()
        self.partner = Partner("simulator", self.directory / "simulator.log", self.keep)
        self.procountor = Procountor("simulated Procountor", self.directory / "procountor.log", self.keep)
        self.procurify = Procurify("simulated Procurify", self.directory / "procurify.log", self.keep)
        self.service = Service(self.program, self.directory, self.keep)
        self.odoo = Process("odoo", self.directory / "odoo.log", self.keep)
        for process in (self.partner, self.procountor, self.procurify, self.service, self.odoo):
            self._ending.callback(process.stop)
        self.partner.run(self.program, self.token)
        self.procountor.run(self.program)
        self.procurify.run(self.program)
        self.service.run()
        self.start_odoo()

    def _make_database(self):
        if not self.keep:
            return self._ending.enter_context(self.databases.fresh())
        name = f"{self.databases.prefix}_demo"
        self.databases.create(name)
        self._ending.callback(self.databases.drop, name)  # unless all goes well
        return name

    def _addons(self):
        if self.checkout.number >= (18, 0):
            return REPOSITORY / "odoo_addon"
        folder = self.directory / "addons"
        render(REPOSITORY / "odoo_addon", folder)
        return folder

    def _install(self):
        options = [f"--init={','.join(ADDONS)}", "--no-http", "--stop-after-init", "--log-level=warn"]
        said = self._run_to_end(self.databases.command(self.database, *options, addons=[self.addons]))
        if " ERROR " in said or " CRITICAL " in said:
            raise RuntimeError(f"the addons did not install:\n{said[-3000:]}")

    def _run_to_end(self, command):
        """
        :return: what it said
        """
        done = subprocess.run(
            command,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
        )
        if done.returncode:
            raise RuntimeError(f"Odoo ended with code {done.returncode}:\n{done.stdout[-3000:]}")
        return done.stdout

    def start_odoo(self, *options):
        """Starts the server; who was signed in before has to sign in again."""
        self._serve(self.odoo, self.database, self.url, *options)
        self.sessions.clear()

    def _serve(self, process, database, url, *options):
        port = url.rsplit(":", 1)[1]
        process.start(
            self.databases.command(database, f"--http-port={port}", *options, addons=[self.addons]), environment()
        )
        process.wait_for(lambda: serves(f"{url}/web/login?db={database}"), 180)

    def session(self, login="admin", password="admin"):
        """
        :return: the session of a user, signed in once
        """
        if login not in self.sessions:
            self.sessions[login] = Session(self.url, self.database, login, password)
        return self.sessions[login]

    @property
    def browser(self):
        """
        :return: the administrator's browser, opened when somebody first looks
        """
        if self.window is None:
            self.window = Browser(self.url, self.database).__enter__()
        return self.window

    @contextmanager
    def copy(self):
        """Copies the database as an administrator in a hurry does, and serves the copy beside the original.

        :return: the database's name, the address and a function that neutralizes it
        """
        name, url = f"{self.database}_copy", f"http://127.0.0.1:{free_port()}"
        odoo = Process("odoo of the copy", self.directory / "odoo-copy.log")

        def neutralize():
            odoo.stop()
            python, program, *options = self.databases.command(name, addons=[self.addons])
            self._run_to_end([python, program, "neutralize", *options])
            self._serve(odoo, name, url)

        self.odoo.stop()
        try:
            self.databases.copy(self.database, name)
            self.start_odoo()
            self._serve(odoo, name, url)
            yield name, url, neutralize
        finally:
            odoo.stop()
            self.databases.drop(name)

    def sql(self, statement):
        """
        :return: rows, each a list of texts
        """
        return self.cluster.query(statement, self.database)

    def wait(self, question, complaint, seconds=30, pause=0.05):
        return wait_until(question, complaint, seconds, pause)
