"""Bytes ↔ messages: one JSON object a line, UTF-8, as section 1 of the specification says."""

import json
import math

from .errors import INVALID_REQUEST, BadLine

MAX_LINE = 16 * 1024 * 1024
MAX_SKIPPED = 64 * 1024 * 1024
MAX_DEPTH = 64


def encode(message):
    """One message as a line, newline included.

    :raises BadLine: when the message is longer than a line may be, or holds what JSON cannot say (NaN, lone surrogates)
    """
    try:
        line = json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, ValueError) as error:
        raise BadLine(f"A message cannot be written as JSON: {error}.", id_=message.get("id")) from error
    if len(line) > MAX_LINE:
        raise BadLine(
            f"A message of {len(line)} bytes is longer than a line.", "protocol.line_too_long", message.get("id")
        )
    return line + b"\n"


def decode(line):
    """One line without its newline as a message.

    :return: dict
    :raises BadLine: broken UTF-8 or JSON, a batch, too deep; with the id where it could be read
    """
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadLine(f"The line is not UTF-8 (byte {error.start}).", "protocol.encoding") from error
    if text.startswith("\ufeff"):
        raise BadLine("The line starts with a byte order mark.", "protocol.encoding")
    message = _parse(text)
    if isinstance(message, list):
        raise BadLine("Batches are refused.", "protocol.batch", number=INVALID_REQUEST)
    if not isinstance(message, dict):
        raise BadLine("The line is no JSON object.", number=INVALID_REQUEST)
    if _too_deep(message, text):
        raise BadLine(f"The message nests deeper than {MAX_DEPTH}.", "protocol.depth", _id(message))
    if "\\ud" in text.lower() and not _is_text(message):
        raise BadLine("The message holds half a character.", "protocol.encoding", _id(message))
    return message


def _parse(text):
    try:
        return json.loads(text, parse_constant=_no_constant, parse_float=_float)
    except RecursionError as error:
        raise BadLine(f"The message nests deeper than {MAX_DEPTH}.", "protocol.depth") from error
    except ValueError as error:
        raise BadLine(f"The line is not JSON: {error}.") from error


def _no_constant(name):
    raise ValueError(f"{name} is not JSON")


def _float(text):
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text[:20]} is beyond all numbers")
    return number


def _id(message):
    id_ = message.get("id")
    return id_ if isinstance(id_, str | int) and not isinstance(id_, bool) else None


def _is_text(message):
    """False when a string holds a lone surrogate: no database takes it."""
    try:
        json.dumps(message, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _too_deep(message, text):
    """Walk only what could be too deep: counting brackets is far quicker and nearly always answers it."""
    if text.count("{") + text.count("[") <= MAX_DEPTH:
        return False
    level = [message]
    for _depth in range(MAX_DEPTH):
        level = [child for node in level for child in _children(node)]
        if not level:
            return False
    return True


def _children(node):
    values = node.values() if isinstance(node, dict) else node
    return [value for value in values if isinstance(value, dict | list)]


class LineBuffer:
    """Collects bytes and gives whole lines; a line that is too long is skipped up to its newline."""

    def __init__(self):
        self._buffer = bytearray()
        self._searched = 0
        self._skipped = 0

    def feed(self, data):
        """Add bytes as they came from the socket.

        :raises BadLine: once for a line that is too long (the rest of it is skipped); `fatal` beyond 64 MiB
        """
        self._buffer += data
        if self._skipped:
            self._skip()
        elif len(self._buffer) > MAX_LINE and self._find() < 0:
            self._skipped = len(self._buffer)
            self._buffer.clear()
            self._searched = 0
            raise BadLine(f"A line is longer than {MAX_LINE} bytes.", "protocol.line_too_long")

    def _skip(self):
        end = self._buffer.find(b"\n")
        if end >= 0:
            del self._buffer[: end + 1]
            self._skipped = 0
            return
        self._skipped += len(self._buffer)
        self._buffer.clear()
        if self._skipped > MAX_SKIPPED:
            raise BadLine("A line has no end.", "protocol.line_too_long", fatal=True)

    def _find(self):
        end = self._buffer.find(b"\n", self._searched)
        self._searched = len(self._buffer) if end < 0 else end
        return end

    def line(self):
        """The next whole line without its newline, or None; empty lines are left out.

        :raises BadLine: when the line came whole and is too long
        """
        while (end := self._find()) >= 0:
            line = bytes(self._buffer[:end])
            del self._buffer[: end + 1]
            self._searched = 0
            if len(line) > MAX_LINE:
                raise BadLine(f"A line is longer than {MAX_LINE} bytes.", "protocol.line_too_long")
            if line.strip():
                return line
        return None
