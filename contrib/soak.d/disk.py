"""A small disk for the state directory, which can be filled and made read-only."""

import contextlib
import os
import subprocess

MEGABYTES = 64


class Disk:
    """A tmpfs where mounting is allowed; else a plain folder, and `reason` says why not. Use it as a context.

    :param folder: where it is mounted
    """

    def __init__(self, folder):
        self.folder = folder
        self.reason = None

    @property
    def is_small(self):
        return self.reason is None

    def __enter__(self):
        self.folder.mkdir()
        done = _run("mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=0700", "tmpfs", self.folder)
        if done.returncode:
            self.reason = f"a tmpfs cannot be mounted: {done.stderr.strip()}"
        return self

    def __exit__(self, *_):
        if self.is_small:
            _run("umount", "--lazy", self.folder)

    @contextlib.contextmanager
    def full(self):
        """Not one block is left meanwhile."""
        filler = self.folder / "filler"
        try:
            with filler.open("wb") as file, contextlib.suppress(OSError):
                while True:
                    os.write(file.fileno(), bytes(1 << 16))
            yield
        finally:
            filler.unlink(missing_ok=True)

    @contextlib.contextmanager
    def read_only(self):
        """The kernel refuses this while a file is open for writing: nothing may run on it.

        :raises RuntimeError: when something does
        """
        done = _run("mount", "-o", "remount,ro", self.folder)
        if done.returncode:
            raise RuntimeError(done.stderr.strip())
        try:
            yield
        finally:
            _run("mount", "-o", "remount,rw", self.folder)


def _run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=30)
