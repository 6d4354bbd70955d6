"""A stand-in for the sidecar, for the tests of the wire and of the addons; nothing of the addon imports it.

It listens on a real Unix socket in a thread, answers with the handlers it is given, and keeps what it heard.
"""

import contextlib
import os
import socket
import tempfile
import threading

from . import framing


class Refusal(Exception):
    """Raised by a handler to answer with an error."""

    def __init__(self, code, message="Refused.", kind="protocol", number=-32014, hint=None):
        super().__init__(message)
        data = {"kind": kind, "code": code, "issues": [], "hint": hint, "correlation_id": "c-1"}
        self.error = {"code": number, "message": message, "data": data}


class HangUp(Exception):
    """Raised by a handler to close the peer without an answer."""


WELCOME = {
    "protocol": 1,
    "server": {"name": "odoo-sidecar", "version": "0.0.0"},
    "connectors": ["procuros"],
    "database": {"status": "ok", "looks_like": None, "message": None},
    "warnings": [],
}


class FakeSidecar:
    """Context manager: `with FakeSidecar({"flow/run": handler}) as sidecar: … sidecar.path … sidecar.heard`.

    A handler is `handler(params, ask)` → result. `ask(method, params)` makes a reverse call and gives the whole
    answer message. `heard` is the list of (method, params) in the order they came, notifications included.
    """

    def __init__(self, handlers=None, path=None):
        self.handlers = {"session/hello": lambda params, ask: dict(WELCOME), **(handlers or {})}
        self.heard = []
        self.answers = []
        self.failures = []
        self._folder = None if path else tempfile.TemporaryDirectory(prefix="sidecar-")
        self.path = path or os.path.join(self._folder.name, "s.sock")

    def __enter__(self):
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(self.path)
        self._listener.listen(8)
        threading.Thread(target=self._accept, name="fake-sidecar", daemon=True).start()
        return self

    def __exit__(self, *_exc):
        # shutdown wakes the accepting thread; close alone would leave it waiting for ever.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        if self._folder:
            self._folder.cleanup()

    def params(self, method):
        """All params heard for a method."""
        return [params for name, params in self.heard if name == method]

    def _accept(self):
        while True:
            try:
                stream, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(stream,), daemon=True).start()

    def _talk(self, stream):
        with stream:
            talk = _Talk(self, stream)
            try:
                while (message := talk.receive()) is not None:
                    talk.answer(message)
            except (HangUp, OSError):
                return
            except Exception as error:  # a handler's own fault belongs to the test, not to this thread
                self.failures.append(error)


class _Talk:
    def __init__(self, sidecar, stream):
        self.sidecar = sidecar
        self.stream = stream
        self.lines = framing.LineBuffer()
        self.last_id = 100

    def receive(self):
        while (line := self.lines.line()) is None:
            data = self.stream.recv(65536)
            if not data:
                return None
            self.lines.feed(data)
        return framing.decode(line)

    def send(self, message):
        self.stream.sendall(framing.encode(message))

    def answer(self, message):
        method, params = message.get("method"), message.get("params")
        self.sidecar.heard.append((method, params))
        if message.get("id") is None or method is None:
            return
        handler = self.sidecar.handlers.get(method)
        reply = {"jsonrpc": "2.0", "id": message["id"]}
        try:
            if handler is None:
                raise Refusal("protocol.unknown_method", f"Unknown method {method}.", number=-32601)
            reply["result"] = handler(params, lambda name, values: self.ask(message["id"], name, values))
        except Refusal as refusal:
            reply["error"] = refusal.error
        with contextlib.suppress(BrokenPipeError):  # nobody waits any more; what they said last is still to be read
            self.send(reply)

    def ask(self, call, method, params):
        self.last_id += 1
        self.send({"jsonrpc": "2.0", "id": self.last_id, "method": method, "params": {"call": call, **params}})
        answer = self.receive()
        if answer is None:
            raise HangUp
        self.sidecar.answers.append(answer)
        return answer
