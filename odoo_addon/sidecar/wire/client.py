"""One connection for one Odoo transaction: handshake, forward calls, and the reverse calls they bring."""

import logging
import time

from . import peer as peers
from .errors import (
    UNKNOWN_METHOD,
    AttemptOver,
    BadLine,
    Gone,
    NoAnswer,
    Refused,
    ServedError,
    error_object,
)

_logger = logging.getLogger(__name__)

HELLO_SECONDS = 15.0  # a service that is being restarted has the socket open before it answers
GRACE_SECONDS = 5.0  # the service answers at its deadline; this is for its way back
CANCEL_SECONDS = 2.0
NOT_REPEATED = {"schedule/tick"}  # a second one would hand out a second unit


class Client:
    """Speaks to the sidecar for one transaction, in the thread that owns the cursor.

    :param path: of the Unix socket
    :param hello: params of `session/hello` as a dict, or a function that gives them when the connection is opened
    """

    def __init__(self, path, hello):
        self.path = path
        self.welcome = None
        self._hello = hello
        self._peer = None
        self._last_id = 0
        self._early = {}  # answers that came before they were waited for, by id

    @property
    def is_open(self):
        return self._peer is not None and self._peer.is_open

    def close(self):
        """Close the peer: the sidecar ends the calls that are still open."""
        if self._peer is not None:
            self._peer.close()
        self._peer = self.welcome = None
        self._early = {}

    def call(self, method, params, seconds=20.0, serve=None):
        """Ask and wait, serving reverse calls in this thread meanwhile.

        :param seconds: what the service has; `deadline_ms` in params should say the same
        :param serve: `serve(method, params)` → result; raises ServedError, or AttemptOver to end the attempt
        :return: the `result` member
        :raises Unreachable, NoAnswer, Gone: no answer
        :raises Refused: the sidecar answered with an error
        :raises Exception: the `original` of an AttemptOver, unchanged
        """
        try:
            return self._call(method, params, seconds, serve)
        except Gone:
            self.close()
            if method in NOT_REPEATED:
                raise
            # The service was restarted in the middle. Every other call may be repeated: its ledger knows what was done.
            _logger.info("The sidecar closed the connection during %s; asking once more.", method)
            return self._call(method, params, seconds, serve)

    def _call(self, method, params, seconds, serve):
        try:
            return self._ask(method, params, time.monotonic() + seconds + GRACE_SECONDS, serve)
        except Refused:
            raise
        except AttemptOver as over:
            self.close()
            raise over.original from None
        except BaseException:
            # Half an answer may still be under way: nothing more can be asked on this peer.
            self.close()
            raise

    def _ask(self, method, params, deadline, serve):
        if self.is_open:
            request = self._request(method, params)
            self._peer.send([request], deadline)
        else:
            request = self._open(method, params, deadline, serve)
            deadline = max(deadline, time.monotonic() + GRACE_SECONDS)
        return self._answer(request, deadline, serve)

    def _open(self, method, params, deadline, serve):
        """Connect, say hello and the first call at once, and wait for hello's answer only.

        What belongs to the first call may come before that: the service may have answered both at the same moment.

        :return: the first call as it was sent
        """
        self.close()
        now = time.monotonic()
        self._peer = peers.connect(self.path, now + 1.0)
        hello = self._request("session/hello", self._hello() if callable(self._hello) else self._hello)
        request = self._request(method, params)
        self._peer.send([hello, request], deadline)
        try:
            self.welcome = self._answer(hello, now + HELLO_SECONDS, serve, request["id"]) or {}
        except Refused:
            self.close()
            raise
        return request

    def _request(self, method, params):
        self._last_id += 1
        return {"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": params}

    def _answer(self, request, deadline, serve, call=None):
        """Wait for the answer to a request, serving what belongs to `call` (the request itself unless named)."""
        id_ = request["id"]
        call = call or id_
        while id_ not in self._early:
            try:
                message = self._peer.receive(deadline)
            except NoAnswer:
                self._cancel(id_)
                raise
            except BadLine as error:
                self._complain(error, deadline)
                continue
            if "method" in message:
                self._serve(message, call, serve, deadline)
            elif message.get("id") is None and "error" in message:
                raise Refused(message["error"])
            elif message.get("id") in (id_, call):
                self._early[message["id"]] = message
            # Else: the late answer to a call that was given up; nobody waits for it.
        return _result(self._early.pop(id_))

    def _cancel(self, id_):
        """Tell the sidecar that nobody waits any more; what its worker has begun goes on."""
        try:
            notification = {"jsonrpc": "2.0", "method": "session/cancel", "params": {"id": id_}}
            self._peer.send([notification], time.monotonic() + CANCEL_SECONDS)
        except (Gone, NoAnswer):
            _logger.debug("The sidecar could not be told that call %s was given up.", id_)

    def _complain(self, error, deadline):
        answer = {"jsonrpc": "2.0", "id": error.id, "error": error_object(error.number, error.message, code=error.code)}
        self._peer.send([answer], deadline)
        if error.fatal:
            raise Gone(error.message) from error

    def _serve(self, message, call, serve, deadline):
        id_, method, params = message.get("id"), message["method"], message.get("params") or {}
        if id_ is None:
            self._notified(method, params, serve)
            return
        try:
            answer = {"jsonrpc": "2.0", "id": id_, "result": _checked(serve, call, params)(method, params)}
            self._peer.send([answer], deadline)
        except AttemptOver as over:
            self._refuse_quietly(id_, over)
            raise
        except ServedError as error:
            self._refuse(id_, error, deadline)
        except BadLine as error:
            self._refuse(id_, ServedError("odoo.invalid", error.message, "protocol"), deadline)

    def _refuse(self, id_, error, deadline):
        refusal = error_object(error.number, error.message, error.kind, error.code, error.hint)
        self._peer.send([{"jsonrpc": "2.0", "id": id_, "error": refusal}], deadline)

    def _refuse_quietly(self, id_, error):
        try:
            self._refuse(id_, error, time.monotonic() + CANCEL_SECONDS)
        except (Gone, NoAnswer):
            _logger.debug("The sidecar left before it heard that the attempt is over.")

    def _notified(self, method, params, serve):
        # session/cancel has nothing to stop: a reverse call is answered before the next line is read.
        if method == "flow/progress" and serve is not None:
            serve(method, params)


def _checked(serve, call, params):
    """The server of reverse calls, if this one belongs to the open forward call."""
    if serve is None or not isinstance(params, dict):
        raise ServedError("odoo.refused", "No call is open that may ask Odoo.", "protocol", number=UNKNOWN_METHOD)
    if params.get("call") != call:
        raise ServedError("session.no_such_call", f"Call {params.get('call')} is not open.", "protocol")
    return serve


def _result(message):
    if "error" in message:
        raise Refused(message["error"])
    return message.get("result")
