"""A private PostgreSQL for tests: own data directory, Unix socket only, no durability.

The system's cluster stays untouched: it may be stopped, its rights and port are somebody's choice. PostgreSQL refuses
to run as root, so root runs this one as the package's own user `postgres`.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from places import cache, exclusively

ROLE = "odoo"
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "30min",
    "autovacuum_naptime": "1min",
    "logging_collector": "off",
}


class ClusterError(Exception):
    """The private PostgreSQL cannot be used; the text says why."""


class Cluster:
    """The private cluster, shared by every run on this machine and user.

    A run enters it as a context; the last one out stops the server, unless `keep()` asked for it to stay.
    """

    def __init__(self, home=None):
        self.is_root = os.geteuid() == 0
        self.home = Path(home) if home else _default_home(self.is_root)
        self.programs = _programs()
        self.data = self.home / f"data-{self.programs.parent.name}"
        self.sockets = self.home / "run"
        self._users = None
        for folder in (self.home, self.sockets):
            folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self):
        self._users = (self.home / "users.lock").open("w")
        fcntl.flock(self._users, fcntl.LOCK_SH)
        self.start()
        return self

    def __exit__(self, *_):
        with self._exclusively():
            fcntl.flock(self._users, fcntl.LOCK_UN)
            if not self._kept() and self._is_last():
                self.stop()
        self._users.close()

    def start(self):
        """Makes the cluster if there is none, starts it if it does not run."""
        with self._exclusively():
            if self.is_running():
                return
            if not (self.data / "PG_VERSION").exists():
                self._create()
            try:
                self._start()
            except ClusterError as problem:
                # Nothing but test databases lives here: one that a power cut spoiled is made anew.
                print(f"    making the test cluster in {self.data} anew: {problem}", flush=True)
                shutil.rmtree(self.data)
                self._create()
                self._start()

    def stop(self):
        """Stops the server; without one, nothing happens."""
        if self.is_running():
            self._pg_ctl("stop", "--wait", "--mode=fast", "--timeout=60")

    def keep(self, wanted=True):
        """Lets the server run on after the last run, for work by hand; False takes that back."""
        marker = self.home / "keep"
        if wanted:
            marker.touch()
        else:
            marker.unlink(missing_ok=True)

    def is_running(self):
        """
        :return: whether it takes connections; the process id that a killed server left behind proves nothing
        """
        code, _ = _as_owner([self.programs / "pg_isready", f"--host={self.sockets}", "--timeout=10"], self.is_root)
        return code == 0

    def query(self, sql, database="postgres"):
        """
        :param sql: one statement
        :return: its rows, each a list of texts
        """
        done = self.client("psql", "-X", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", sql, database)
        return [line.split("\t") for line in done.stdout.splitlines()]

    def client(self, program, *arguments):
        """Runs one of PostgreSQL's client programs against this cluster, as the test role."""
        command = [self.programs / program, "-h", self.sockets, "-U", ROLE, *arguments]
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=_environment(),
        )
        if done.returncode:
            raise ClusterError(f"{program}: {done.stderr.strip()}")
        return done

    def _create(self):
        for folder in (self.home, self.sockets):
            folder.chmod(0o700)
            if self.is_root:
                shutil.chown(folder, "postgres", "postgres")
        if self.is_root:
            self.home.parent.chmod(0o755)  # whatever root's umask says, the user postgres has to pass
        self._run(
            "initdb",
            f"--pgdata={self.data}",
            "--auth=trust",
            f"--username={ROLE}",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        settings = {**SETTINGS, "unix_socket_directories": f"'{self.sockets}'"}
        text = "\n".join(f"{name} = {value}" for name, value in settings.items())
        with (self.data / "postgresql.auto.conf").open("a") as file:
            file.write(text + "\n")

    def _start(self):
        """Starts the server; the processes of one that was killed may need a while to let go of its memory."""
        deadline = time.monotonic() + 20
        while True:
            try:
                return self._pg_ctl("start", "--wait", "--timeout=60", f"--log={self.home / 'server.log'}")
            except ClusterError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)

    def _pg_ctl(self, *arguments):
        self._run("pg_ctl", f"--pgdata={self.data}", "--silent", *arguments)

    def _run(self, program, *arguments):
        code, words = _as_owner([self.programs / program, *arguments], self.is_root)
        if code:
            raise ClusterError(f"{program}: {words}")

    def _exclusively(self):
        return exclusively(self.home / "change.lock")

    def _kept(self):
        return (self.home / "keep").exists()

    def _is_last(self):
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _default_home(is_root):
    if is_root:  # below root's home directory the user postgres could not enter
        return Path("/var/cache/odoo-sidecar/postgresql")
    return cache() / "postgresql"


def _programs():
    """
    :return: the folder with initdb and pg_ctl of the newest PostgreSQL installed
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise ClusterError("PostgreSQL is not installed")


def _environment():
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _as_owner(command, is_root):
    """Runs a program as the user the cluster belongs to.

    :return: its exit code and what it said
    """
    account, environment = {}, _environment()
    if is_root:
        owner = pwd.getpwnam("postgres")
        account = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        environment["HOME"] = owner.pw_dir
    # A server inherits the stream, so it is a file: a pipe would stay open as long as the server runs.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(part) for part in command],
            cwd="/",
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            **account,
        )
        output.seek(0)
        return done.returncode, output.read().strip()
