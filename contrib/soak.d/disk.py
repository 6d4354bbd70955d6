"""A disk of its own for the state directory, which can be filled and made read-only."""

import contextlib
import os
import subprocess

from waiting import until

KILOBYTES = 4 << 20


class Disk:
    """A tmpfs where mounting is allowed; else a plain folder, and `reason` says why not. Use it as a context.

    :param folder: where it is mounted
    :param small: False takes a plain folder
    """

    def __init__(self, folder, small=True):
        self.folder = folder
        self.reason = None if small else "not wanted"

    @property
    def is_small(self):
        return self.reason is None

    def __enter__(self):
        self.folder.mkdir()
        if not self.is_small:
            return self
        done = _run("mount", "-t", "tmpfs", "-o", f"size={KILOBYTES}k,mode=0700", "tmpfs", self.folder)
        if done.returncode:
            self.reason = f"a tmpfs cannot be mounted: {done.stderr.strip()}"
        return self

    def __exit__(self, *_):
        if self.is_small:
            _run("umount", "--lazy", self.folder)

    @contextlib.contextmanager
    def full(self):
        """Hardly a block is left meanwhile.

        :raises TooLong: when the size cannot be taken down to what is used
        """
        until(lambda: self._resize(self._used() >> 10), 5, "the disk to be full")
        try:
            yield
        finally:
            self._resize(KILOBYTES)

    def _used(self):
        facts = os.statvfs(self.folder)
        return (facts.f_blocks - facts.f_bfree) * facts.f_frsize

    def _resize(self, kilobytes):
        # Refused while more than that is used, which may be so a moment later.
        return _run("mount", "-o", f"remount,size={kilobytes}k", self.folder).returncode == 0

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
