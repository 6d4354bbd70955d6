"""Where the development tools keep what they make, outside the repository."""

import contextlib
import fcntl
import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def cache():
    """
    :return: the folder for virtual environments, Odoo's data and the like; it may be deleted at any time
    """
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "odoo-sidecar"
    home.mkdir(parents=True, exist_ok=True)
    return home


@contextlib.contextmanager
def exclusively(path):
    """Lets one process at a time pass; it ends with the process, however that ends.

    :param path: the file to lock; it stays
    """
    with Path(path).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
