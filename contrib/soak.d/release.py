"""An earlier commit of this repository, unpacked and built beside the present one."""

import shutil
import subprocess
import tarfile
from pathlib import Path

from paths import REPOSITORY
from places import cache, exclusively

WATCHED = ("odoo_addon", "Sources/Store/Migrations")


class Release:
    """
    :param commit: any name that git knows
    """

    def __init__(self, commit):
        self.commit = _git("rev-parse", "--verify", f"{commit}^{{commit}}")
        self.folder = cache() / "releases" / self.commit[:12]

    @property
    def name(self):
        return self.commit[:8]

    @property
    def addons(self):
        return [self.folder / "odoo_addon", self.folder / "contrib" / "soak.d" / "addons"]

    @property
    def binary(self):
        return self.folder / ".build" / "debug" / "odoo-sidecar"

    def unpack(self):
        """Writes its tree, unless that was done before."""
        self.folder.parent.mkdir(exist_ok=True)
        with exclusively(self.folder.with_suffix(".lock")):
            if self.folder.is_dir():
                return self
            partial = self.folder.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            _archive(self.commit, partial)
            partial.rename(self.folder)
        return self

    def build(self):
        """Builds its service, unless that was done before; what it depends on is taken from the present build.

        :raises subprocess.CalledProcessError: when it does not build
        """
        if self.binary.exists():
            return self
        print(f"building the service of {self.name}, once", flush=True)
        for name in ("checkouts", "repositories"):
            if (REPOSITORY / ".build" / name).is_dir():
                shutil.copytree(
                    REPOSITORY / ".build" / name, self.folder / ".build" / name, symlinks=True, dirs_exist_ok=True
                )
        command = ["swift", "build", "--product", "odoo-sidecar"]
        done = subprocess.run(command, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"the service of {self.name} does not build: {done.stdout[-3000:]}")
        return self


def previous():
    """
    :return: the newest commit before the present one that changed the addons or the tables of the store
    """
    return _git("log", "-1", "--format=%H", "HEAD~1", "--", *WATCHED)


def present():
    return _git("rev-parse", "--short=8", "HEAD")


def _archive(commit, folder):
    folder.mkdir(parents=True)
    with subprocess.Popen(["git", "archive", commit], cwd=REPOSITORY, stdout=subprocess.PIPE) as process:
        with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
            archive.extractall(Path(folder), filter="fully_trusted")


def _git(*words):
    command = ["git", *words]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout.strip()
