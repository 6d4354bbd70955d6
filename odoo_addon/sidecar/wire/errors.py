"""What can go wrong on the wire, and who can act on it."""

# JSON-RPC numbers by `data.kind`; -32001 is anything about the session itself.
NUMBERS = {
    "data": -32010,
    "response": -32011,
    "transport": -32012,
    "configuration": -32013,
    "protocol": -32014,
    "internal": -32015,
}
PARSE_ERROR, INVALID_REQUEST, UNKNOWN_METHOD, INVALID_PARAMS = -32700, -32600, -32601, -32602
SESSION_ERROR = -32001


class WireError(Exception):
    """Anything the wire raises.

    :ivar code: stable, listed in `protocol/errors.md`, for example `protocol.syntax`
    :ivar hint: what the reader can do next, one sentence, or None
    """

    code = "protocol.internal"
    hint = None

    def __init__(self, message, code=None, hint=None):
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.hint = hint or self.hint


class BadLine(WireError):
    """A line that is no message.

    :ivar id: the id of the message where it could be read, else None
    :ivar fatal: True when nothing sensible can follow on this peer
    """

    code = "protocol.syntax"

    def __init__(self, message, code=None, id_=None, number=PARSE_ERROR, fatal=False):
        super().__init__(message, code)
        self.id = id_
        self.number = number
        self.fatal = fatal


class Unreachable(WireError):
    """Nobody listens on the socket; nothing was asked."""

    code = "service.unreachable"


class NoAnswer(WireError):
    """Somebody listens, but no answer came in time."""

    code = "service.no_answer"


class Gone(WireError):
    """The other side closed the peer while an answer was due."""

    code = "service.gone"


class Refused(WireError):
    """The sidecar answered with an error.

    :ivar kind: data, response, transport, configuration, protocol or internal
    :ivar issues: list of Issue as the specification has them
    :ivar correlation_id: what to look for in the service's log, or None
    """

    def __init__(self, error):
        error = error if isinstance(error, dict) else {}
        data = error.get("data") if isinstance(error.get("data"), dict) else {}
        super().__init__(
            _text(error.get("message")) or "The sidecar refused the call.",
            code=_text(data.get("code")) or "protocol.error",
            hint=_text(data.get("hint")),
        )
        self.number = error.get("code")
        self.kind = _text(data.get("kind")) or "protocol"
        self.issues = [issue for issue in _list(data.get("issues")) if isinstance(issue, dict)]
        self.correlation_id = _text(data.get("correlation_id"))


def _text(value):
    return value if isinstance(value, str) else None


def _list(value):
    return value if isinstance(value, list) else []


class ServedError(WireError):
    """Raised by whoever serves a reverse call: answered to the sidecar, and the forward call goes on.

    Codes: `odoo.access`, `odoo.user`, `odoo.missing`, `odoo.refused`, `odoo.invalid`, `odoo.internal`.
    """

    def __init__(self, code, message, kind="data", hint=None, number=None):
        super().__init__(message, code, hint)
        self.kind = kind
        self.number = number or NUMBERS[kind]


class AttemptOver(ServedError):
    """Raised by whoever serves a reverse call when the transaction is lost and Odoo will repeat the button.

    The client says so to the sidecar, closes the peer and raises `original`, unchanged.
    """

    def __init__(self, original):
        super().__init__("odoo.attempt_over", "This attempt is over, Odoo will repeat it.", kind="transport")
        self.original = original


def error_object(number, message, kind="protocol", code="protocol.internal", hint=None):
    """The `error` member of an answer.

    :return: `{"code": int, "message": str, "data": {"kind", "code", "issues", "hint", "correlation_id"}}`
    """
    data = {"kind": kind, "code": code, "issues": [], "hint": hint, "correlation_id": None}
    return {"code": number, "message": message, "data": data}
