"""One socket connection: messages in and out, a deadline on every wait."""

import os
import socket
import time

from . import framing
from .errors import BadLine, Gone, NoAnswer, Unreachable

_CHUNK = 256 * 1024
_TRIES = (0.0, 0.3, 0.6)  # seconds before each try: three within one second


def connect(path, deadline):
    """Open the socket, three tries within a second when there is none or nobody listens.

    :param deadline: `time.monotonic()` value after which no further wait begins
    :return: Peer
    :raises Unreachable: with one sentence that names the repair
    """
    reason = None
    for pause in _TRIES:
        time.sleep(min(pause, max(deadline - time.monotonic(), 0)))
        stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            stream.settimeout(1.0)
            stream.connect(path)
            return Peer(stream)
        except OSError as error:
            stream.close()
            reason = error
            if not isinstance(error, FileNotFoundError | ConnectionRefusedError | BlockingIOError | TimeoutError):
                break
    raise _unreachable(path, reason) from reason


def _unreachable(path, error):
    if isinstance(error, PermissionError):
        return Unreachable(
            f"Odoo may not use the sidecar's socket {path}.",
            "service.permission",
            "Add Odoo's system user to the group of the socket and restart Odoo.",
        )
    return Unreachable(
        f"The sidecar does not answer on {path}.",
        hint="Start the service with “systemctl start odoo-sidecar” and try again.",
    )


class Peer:
    """Sends and receives whole messages. Used by one thread and one process only."""

    def __init__(self, stream):
        self._stream = stream
        self._lines = framing.LineBuffer()
        self._pid = os.getpid()

    @property
    def is_open(self):
        # A forked worker must never speak on the socket of its parent.
        return self._stream is not None and self._pid == os.getpid()

    def close(self):
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def send(self, messages, deadline):
        """Write messages in one go.

        :raises Gone: the other side has closed
        :raises NoAnswer: the other side does not read
        """
        data = b"".join(framing.encode(message) for message in messages)
        try:
            self._wait_at_most(deadline)
            self._stream.sendall(data)
        except TimeoutError as error:
            raise NoAnswer("The sidecar does not read what Odoo sends.") from error
        except OSError as error:
            raise Gone("The sidecar closed the connection.") from error

    def receive(self, deadline):
        """The next message.

        :raises NoAnswer: nothing came until the deadline
        :raises Gone: the other side has closed
        :raises BadLine: the line is no message; the peer can go on unless `fatal`
        """
        while (line := self._lines.line()) is None:
            self._lines.feed(self._read(deadline))
        return framing.decode(line)

    def _read(self, deadline):
        try:
            self._wait_at_most(deadline)
            data = self._stream.recv(_CHUNK)
        except TimeoutError as error:
            raise NoAnswer("The sidecar did not answer in time.") from error
        except OSError as error:
            raise Gone("The sidecar closed the connection.") from error
        if not data:
            raise Gone("The sidecar closed the connection.")
        return data

    def _wait_at_most(self, deadline):
        if not self.is_open:
            raise Gone("The connection to the sidecar is closed.")
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._stream.settimeout(left)


__all__ = ["BadLine", "Peer", "connect"]
