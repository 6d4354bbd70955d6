"""Bytes ↔ messages, and every kind of bytes that is no message."""

import pytest
from wire import framing
from wire.errors import BadLine


def lines(buffer):
    return list(iter(buffer.line, None))


def test_a_message_comes_back_as_it_was():
    message = {"id": 1, "params": {"text": "Zürich\n„ß“ \u2028", "price": "12.50", "n": 9007199254740993}}
    buffer = framing.LineBuffer()
    buffer.feed(framing.encode(message))
    assert [framing.decode(line) for line in lines(buffer)] == [message]


def test_bytes_may_come_one_by_one_and_empty_lines_are_ignored():
    buffer, got = framing.LineBuffer(), []
    for byte in b'\n{"id":1}\n  \n{"id":2}\n{"id":3':
        buffer.feed(bytes([byte]))
        got += lines(buffer)
    assert got == [b'{"id":1}', b'{"id":2}']


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"id": 1', "protocol.syntax"),
        (b'{"id": NaN}', "protocol.syntax"),
        (b'{"a": 1e999}', "protocol.syntax"),
        (b"\xff\xfe", "protocol.encoding"),
        (b"\xef\xbb\xbf{}", "protocol.encoding"),
        (b'{"a": "\\ud800"}', "protocol.encoding"),
        (b'[{"id": 1}]', "protocol.batch"),
        (b'"text"', "protocol.syntax"),
        (b'{"a":' + b"[" * 64 + b"]" * 64 + b"}", "protocol.depth"),
        (b"[" * 100000, "protocol.depth"),
    ],
)
def test_bytes_that_are_no_message_have_a_code(line, code):
    with pytest.raises(BadLine) as caught:
        framing.decode(line)
    assert caught.value.code == code
    assert "\n" not in caught.value.message


def test_the_id_is_given_where_it_could_be_read():
    with pytest.raises(BadLine) as caught:
        framing.decode(b'{"id": 7, "a":' + b"[" * 64 + b"]" * 64 + b"}")
    assert caught.value.id == 7


def test_depth_of_64_is_allowed():
    framing.decode(b'{"a":' + b"[" * 63 + b"]" * 63 + b"}")


def test_a_line_that_is_too_long_is_skipped_and_the_next_one_read():
    buffer = framing.LineBuffer()
    with pytest.raises(BadLine) as caught:
        for _ in range(17):
            buffer.feed(b"x" * 1024 * 1024)
    assert caught.value.code == "protocol.line_too_long" and not caught.value.fatal
    buffer.feed(b"xxx\n" + b'{"id":1}\n')
    assert lines(buffer) == [b'{"id":1}']


def test_a_line_without_end_is_fatal():
    buffer = framing.LineBuffer()
    with pytest.raises(BadLine):
        buffer.feed(b"x" * (framing.MAX_LINE + 1))
    with pytest.raises(BadLine) as caught:
        for _ in range(64):
            buffer.feed(b"x" * 1024 * 1024)
    assert caught.value.fatal


def test_what_json_cannot_say_is_not_sent():
    for value in (float("nan"), "\ud800", object()):
        with pytest.raises(BadLine):
            framing.encode({"id": 1, "result": value})
