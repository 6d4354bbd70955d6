"""Replays the recorded conversations: the client says and takes exactly what `protocol/conversations/` holds."""

import contextlib
import json
import socket
import tempfile
import threading
from pathlib import Path

import pytest
from wire import AttemptOver, Client, NoAnswer, Refused, client, framing

FOLDER = Path(__file__).resolve().parents[4] / "protocol" / "conversations"
# "busy" is what a client gets that has two calls open at once; ours never has.
RECORDED = sorted(file for file in FOLDER.glob("*.jsonl") if file.stem != "busy")


class Replay:
    """A sidecar that says its lines of a conversation, and checks that Odoo says the others, in their order."""

    def __init__(self, lines):
        self.lines = lines
        self.faults = []

    def talk(self, stream):
        buffer = framing.LineBuffer()
        for line in self.lines:
            if line["from"] == "sidecar":
                with contextlib.suppress(BrokenPipeError):  # Odoo may leave before the last word
                    stream.sendall(framing.encode(line["message"]))
                continue
            if (heard := self.next(stream, buffer)) != line["message"]:
                self.faults.append((heard, line["message"]))
                return

    def next(self, stream, buffer):
        while (line := buffer.line()) is None:
            data = stream.recv(65536)
            if not data:
                return None
            buffer.feed(data)
        return framing.decode(line)


class Odoo:
    """Odoo's side of a conversation, played with the real client."""

    def __init__(self, lines):
        said = [line["message"] for line in lines if line["from"] == "odoo"]
        self.hello = said[0]["params"]
        self.calls = [message for message in said[1:] if message.get("id") is not None and "method" in message]
        self.answers = [message for message in said if "method" not in message]
        self.expected = {line["message"].get("id"): line["message"] for line in lines if line["from"] == "sidecar"}
        self.cancels = any(message.get("method") == "session/cancel" for message in said)

    def serve(self, method, params):
        if method == "flow/progress":
            return None
        answer = self.answers.pop(0)
        if "error" in answer:
            raise AttemptOver(InterruptedError("could not serialize"))
        return answer["result"]

    def play(self, path):
        ours = Client(path, self.hello)
        for call in self.calls:
            self.check(call, ours)

    def check(self, call, ours):
        seconds = 0.2 if self.cancels else 5
        wanted = self.expected.get(call["id"], {})
        try:
            assert ours.call(call["method"], call["params"], seconds, self.serve) == wanted["result"]
        except Refused as refused:
            assert refused.code == wanted["error"]["data"]["code"]
        except NoAnswer:
            assert self.cancels
        except InterruptedError:
            assert call["id"] not in self.expected or "result" not in wanted


@contextlib.contextmanager
def listening(talk):
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path := f"{folder}/s.sock")
        listener.listen(1)
        thread = threading.Thread(target=lambda: talk(listener.accept()[0]), daemon=True)
        thread.start()
        yield path
        thread.join(5)


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda path: path.stem)
def test_a_conversation_is_replayed_word_by_word(recorded, monkeypatch):
    monkeypatch.setattr(client, "GRACE_SECONDS", 0.1)
    lines = [json.loads(line) for line in recorded.read_text().splitlines()]
    replay = Replay(lines)
    with listening(replay.talk) as path:
        Odoo(lines).play(path)
    assert replay.faults == []


def test_there_are_conversations():
    assert {"send-order", "issues", "refused-version", "cancelled"} <= {path.stem for path in RECORDED}
