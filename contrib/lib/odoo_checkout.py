"""A checkout of Odoo's community sources: its series, its fingerprint and a virtual environment that runs it."""

import hashlib
import os
import re
import subprocess
import sys
from functools import cached_property
from pathlib import Path

from odoo_requirements import installable
from places import cache, exclusively

VERSION = re.compile(r"^version_info\s*=\s*\(\s*(\d+)\s*,\s*(\d+)", re.MULTILINE)
SOURCES = (".py", ".xml", ".csv", ".js", ".txt")


class Checkout:
    """One folder with `odoo-bin` in it."""

    def __init__(self, home):
        self.home = Path(home).resolve()
        self.program = self.home / "odoo-bin"

    @staticmethod
    def all(homes):
        """
        :param homes: folders separated by colons; each may be a pattern, "~" is the home directory
        :return: the checkouts among them, by series
        """
        found = []
        for pattern in filter(None, homes.split(":")):
            path = Path(pattern).expanduser()
            found += path.parent.glob(path.name) if any(sign in path.name for sign in "*?[") else [path]
        return sorted((Checkout(home) for home in found if (home / "odoo-bin").exists()), key=lambda one: one.number)

    @cached_property
    def number(self):
        """
        :return: the series as numbers, for example (18, 0)
        """
        match = VERSION.search((self.home / "odoo" / "release.py").read_text())
        if not match:
            raise ValueError(f"{self.home}: odoo/release.py names no version")
        return int(match[1]), int(match[2])

    @property
    def series(self):
        return "{}.{}".format(*self.number)

    @property
    def addons_paths(self):
        """
        :return: the addons folder beside odoo-bin; a packaged Odoo has none, its addons lie in `odoo/addons`
        """
        folder = self.home / "addons"
        return [folder] if folder.is_dir() else []

    @cached_property
    def fingerprint(self):
        """
        :return: ten characters that change when a source file of the checkout does
        """
        digest = hashlib.sha256()
        for folder, names, files in os.walk(self.home):
            names[:] = sorted(name for name in names if name not in {".git", "__pycache__", "tests", "i18n"})
            for name in sorted(files):
                if name.endswith(SOURCES):
                    facts = os.stat(os.path.join(folder, name))
                    digest.update(f"{folder}/{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
        return digest.hexdigest()[:10]

    def python(self):
        """Makes the virtual environment of this series, unless it is there and its requirements are the same.

        :return: the path of its Python
        """
        with exclusively(cache() / f"venv-{self.series}.lock"):
            return self._python()

    def _python(self):
        requirements = "\n".join(installable((self.home / "requirements.txt").read_text()))
        wanted = "# Python {}.{}\n{}\n".format(*sys.version_info[:2], requirements)
        folder = cache() / f"venv-{self.series}"
        python, stamp = folder / "bin" / "python", folder / "requirements.txt"
        if python.exists() and stamp.exists() and stamp.read_text() == wanted:
            return python
        print(f"    making the virtual environment of Odoo {self.series}", flush=True)
        subprocess.run(
            [sys.executable, "-m", "venv", "--clear", folder], check=True, stdin=subprocess.DEVNULL, timeout=120
        )
        _pip(python, "setuptools<80", "wheel")
        _pip(python, "--requirement", "/dev/stdin", text=requirements)
        stamp.write_text(wanted)
        return python


def _pip(python, *arguments, text=""):
    command = [python, "-m", "pip", "install", "--quiet", "--prefer-binary", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, input=text, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)
    if done.returncode:
        raise RuntimeError(f"pip: {done.stdout.strip()[-2000:]}")
