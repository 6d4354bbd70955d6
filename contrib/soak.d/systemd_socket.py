"""Hands a listening socket to the service, as systemd's socket units do: it stays open while the service restarts."""

import os
import socket

FIRST = 3  # the descriptor systemd passes


class NoSocket:
    """The service opens its socket itself."""

    command = ()
    options = {}


class SystemdSocket:
    """
    :param path: of the socket
    """

    # LISTEN_PID must be the service's own, and `exec` keeps it.
    command = ("/bin/sh", "-c", 'export LISTEN_PID=$$ LISTEN_FDS=1; exec "$0" "$@"')

    def __init__(self, path):
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(path))
        self._listener.listen(256)
        descriptor = self._listener.fileno()
        self.options = {"pass_fds": (FIRST,), "preexec_fn": lambda: os.dup2(descriptor, FIRST)}
