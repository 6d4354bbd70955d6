"""Any bytes, in any pieces, from any sidecar: a message, a WireError, and never anything else."""

import contextlib
import json
import os
import socket
import tempfile
import threading
import time

from fuzz import fuzz
from hypothesis import strategies as st
from wire import Client, Refused, WireError, client, framing, peer
from wire.errors import BadLine, Gone
from wire.testing import WELCOME

TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)
MESSAGE = st.dictionaries(st.sampled_from(["id", "method", "params", "result", "error", "jsonrpc"]) | TEXT, JSON)
LINE = st.binary(max_size=80) | MESSAGE.map(lambda message: json.dumps(message).encode())


@st.composite
def broken(draw):
    """A message of which some bytes were changed, lost or put in."""
    line = bytearray(json.dumps(draw(MESSAGE), ensure_ascii=draw(st.booleans())).encode())
    for _change in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(line)))
        line[place : place + draw(st.integers(0, 5))] = draw(st.binary(max_size=5))
    return bytes(line)


def pieces(draw, data):
    cuts = sorted(draw(st.lists(st.integers(0, len(data)), max_size=8)))
    return [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True)]


@fuzz(st.data(), st.lists(LINE, max_size=8))
def test_a_stream_gives_the_same_lines_however_it_is_cut(data, lines):
    stream = b"\n".join(lines)
    buffer, found = framing.LineBuffer(), []
    for piece in pieces(data.draw, stream):
        buffer.feed(piece)
        found += iter(buffer.line, None)
    assert found == [line for line in stream.split(b"\n")[:-1] if line.strip()]


@fuzz(st.lists(st.integers(0, 40), max_size=12), st.integers(1, 60))
def test_a_line_is_too_long_once_and_the_next_ones_are_read(lengths, step):
    """With limits of 20 and 30 bytes, which are 16 and 64 MiB in earnest."""
    stream = b"".join(b"a" * length + b"\n" for length in lengths)
    found, problems = [], 0
    with limits(20, 1000):
        buffer = framing.LineBuffer()
        for start in range(0, len(stream), step):
            for call in [lambda start=start: buffer.feed(stream[start : start + step]), None]:
                try:
                    if call:
                        call()
                except BadLine as error:
                    assert error.code == "protocol.line_too_long" and not error.fatal
                    problems += 1
            problems += drain(buffer, found)
    assert [len(line) for line in found] == [length for length in lengths if 0 < length <= 20]
    assert problems == sum(length > 20 for length in lengths)


def drain(buffer, found):
    """Take all lines; how many were too long."""
    problems = 0
    while True:
        try:
            line = buffer.line()
        except BadLine:
            problems += 1
            continue
        if line is None:
            return problems
        found.append(line)


@contextlib.contextmanager
def limits(line, skipped):
    before = framing.MAX_LINE, framing.MAX_SKIPPED
    framing.MAX_LINE, framing.MAX_SKIPPED = line, skipped
    try:
        yield
    finally:
        framing.MAX_LINE, framing.MAX_SKIPPED = before


@fuzz(st.binary(max_size=200) | broken())
def test_a_line_is_a_message_or_a_bad_line(line):
    try:
        message = framing.decode(line)
    except BadLine as error:
        assert error.code.startswith("protocol.") and error.message and "\n" not in error.message
        framing.encode({"id": error.id, "error": error.message})
        return
    assert isinstance(message, dict)
    assert framing.decode(framing.encode(message)[:-1]) == message


@fuzz(MESSAGE)
def test_a_message_comes_back_as_it_was(message):
    line = framing.encode(message)
    assert line.endswith(b"\n") and line.count(b"\n") == 1
    assert framing.decode(line[:-1]) == message


@fuzz(st.recursive(st.just(0), lambda inner: st.lists(inner, max_size=2)), st.integers(0, 70))
def test_depth_is_the_only_limit_of_shape(inner, depth):
    message = {"a": inner}
    for _level in range(depth):
        message = {"a": message}
    try:
        framing.decode(json.dumps(message).encode())
    except BadLine as error:
        assert error.code == "protocol.depth" and levels(message) > framing.MAX_DEPTH
    else:
        assert levels(message) <= framing.MAX_DEPTH


def levels(value):
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((levels(child) for child in children), default=0) if isinstance(value, dict | list) else 0


ANSWER = st.fixed_dictionaries(
    {"jsonrpc": st.just("2.0")},
    optional={
        "id": st.integers(0, 4) | JSON,
        "method": st.sampled_from(["odoo/read", "flow/progress", "session/cancel"]) | JSON,
        "params": st.fixed_dictionaries({"call": st.integers(0, 3)}) | JSON,
        "result": JSON,
        "error": st.fixed_dictionaries({"code": JSON, "message": JSON, "data": JSON}) | JSON,
    },
).map(lambda message: json.dumps(message).encode())


@fuzz(st.lists(ANSWER | LINE | broken(), max_size=8), st.booleans(), examples=20)
def test_whatever_a_sidecar_says_a_call_ends_with_a_result_or_a_wire_error(lines, greets):
    """Reverse calls are served with whatever; the sidecar says its lines and closes."""
    said = b"".join(line.replace(b"\n", b"") + b"\n" for line in lines)
    if greets:
        said = framing.encode({"jsonrpc": "2.0", "id": 1, "result": WELCOME}) + said
    with quick(), saying(said) as path:
        ours = Client(path, {"protocol": {"min": 1, "max": 1}})
        try:
            ours.call("flow/run", {}, seconds=0.2, serve=lambda method, params: {"params": params})
        except WireError as error:
            assert isinstance(error.message, str) and isinstance(error.code, str)
            assert all(isinstance(issue, dict) for issue in getattr(error, "issues", []))
        ours.close()


@contextlib.contextmanager
def quick():
    before = client.HELLO_SECONDS, client.GRACE_SECONDS, client.CANCEL_SECONDS, peer._TRIES
    client.HELLO_SECONDS, client.GRACE_SECONDS, client.CANCEL_SECONDS, peer._TRIES = 0.5, 0.1, 0.1, (0.0,)
    try:
        yield
    finally:
        client.HELLO_SECONDS, client.GRACE_SECONDS, client.CANCEL_SECONDS, peer._TRIES = before


@contextlib.contextmanager
def saying(data):
    """A sidecar that says these bytes to each peer, hears what there is to hear, and closes."""
    with tempfile.TemporaryDirectory(prefix="sidecar-") as folder:
        path = os.path.join(folder, "s.sock")
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            listener.bind(path)
            listener.listen(4)
            thread = threading.Thread(target=_say, args=(listener, data), daemon=True)
            thread.start()
            yield path
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)
            assert not thread.is_alive()


def _say(listener, data):
    while True:
        try:
            stream, _address = listener.accept()
        except OSError:
            return
        with stream, contextlib.suppress(OSError):
            stream.settimeout(0.5)
            stream.sendall(data)
            stream.shutdown(socket.SHUT_WR)
            while stream.recv(65536):
                pass


@fuzz(st.lists(broken() | LINE, max_size=6))
def test_a_peer_gives_messages_bad_lines_and_then_that_the_other_side_has_gone(lines):
    ours, theirs = socket.socketpair()
    with theirs:
        theirs.sendall(b"".join(line.replace(b"\n", b"") + b"\n" for line in lines))
    reader = peer.Peer(ours)
    try:
        for _line in range(len(lines) + 1):
            with contextlib.suppress(BadLine):
                assert isinstance(reader.receive(time.monotonic() + 5), dict)
        raise AssertionError("more came than was sent")
    except Gone:
        pass
    finally:
        reader.close()


def test_what_was_found_in_errors_of_a_sidecar():
    """An error of any shape is a refusal with words."""
    for error in (None, 7, [], {"message": 7, "data": {"code": {}, "issues": [1, {"code": "x"}], "kind": []}}):
        refused = Refused(error)
        assert (refused.message, refused.code, refused.kind) == (
            "The sidecar refused the call.",
            "protocol.error",
            "protocol",
        )
    assert refused.issues == [{"code": "x"}]
