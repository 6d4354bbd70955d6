"""The client against a sidecar in a thread: handshake, reverse calls, deadlines, restarts."""

import contextlib
import socket
import tempfile
import threading
import time

import pytest
from wire import AttemptOver, Client, Gone, NoAnswer, Refused, ServedError, Unreachable, client
from wire.testing import FakeSidecar, HangUp, Refusal

HELLO = {"protocol": {"min": 1, "max": 1}}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Waits of the real client, shortened."""
    monkeypatch.setattr(client, "HELLO_SECONDS", 0.5)
    monkeypatch.setattr(client, "GRACE_SECONDS", 0.1)


def test_hello_and_the_first_call_go_out_at_once():
    with FakeSidecar({"service/health": lambda params, ask: {"status": "ok"}}) as sidecar:
        ours = Client(sidecar.path, lambda: HELLO)
        assert ours.call("service/health", {}) == {"status": "ok"}
        assert ours.call("service/health", {}) == {"status": "ok"}
        assert [method for method, _params in sidecar.heard] == ["session/hello", "service/health", "service/health"]
        assert ours.welcome["protocol"] == 1


def test_a_refused_hello_answers_the_first_call_and_closes():
    def refuse(params, ask):
        raise Refusal("session.version", "Protocol 1 is too old.", hint="Upgrade the addon.")

    with FakeSidecar({"session/hello": refuse, "service/health": refuse}) as sidecar:
        ours = Client(sidecar.path, HELLO)
        with pytest.raises(Refused) as caught:
            ours.call("service/health", {})
        assert caught.value.code == "session.version"
        assert caught.value.hint == "Upgrade the addon."
        assert not ours.is_open


def test_reverse_calls_are_served_in_the_calling_thread_until_the_reply():
    asked = []

    def run(params, ask):
        first = ask("odoo/read", {"ids": [1]})["result"]
        second = ask("odoo/read", {"ids": [2]})["result"]
        return {"both": [first, second]}

    def serve(method, params):
        asked.append((method, params["ids"]))
        return params["ids"][0] * 10

    with FakeSidecar({"flow/run": run}) as sidecar:
        assert Client(sidecar.path, HELLO).call("flow/run", {}, serve=serve) == {"both": [10, 20]}
    assert asked == [("odoo/read", [1]), ("odoo/read", [2])]


def test_an_error_of_a_reverse_call_is_answered_and_the_call_goes_on():
    def serve(method, params):
        raise ServedError("odoo.access", "You may not.")

    with FakeSidecar({"flow/run": lambda params, ask: ask("odoo/read", {})["error"]}) as sidecar:
        error = Client(sidecar.path, HELLO).call("flow/run", {}, serve=serve)
    assert error["data"]["code"] == "odoo.access"
    assert error["message"] == "You may not."


def test_what_cannot_be_said_in_json_is_an_error_not_a_broken_line():
    with FakeSidecar({"flow/run": lambda params, ask: ask("odoo/read", {})["error"]}) as sidecar:
        error = Client(sidecar.path, HELLO).call("flow/run", {}, serve=lambda method, params: object())
    assert error["data"]["code"] == "odoo.invalid"


def test_a_reverse_call_for_another_call_is_refused():
    with FakeSidecar({"flow/run": lambda params, ask: ask("odoo/read", {"call": 99})["error"]}) as sidecar:
        error = Client(sidecar.path, HELLO).call("flow/run", {}, serve=lambda method, params: 1)
    assert error["data"]["code"] == "session.no_such_call"


def test_attempt_over_tells_the_sidecar_and_raises_the_original():
    class Serialization(Exception):
        pass

    original = Serialization("could not serialize")

    def serve(method, params):
        raise AttemptOver(original)

    with FakeSidecar({"flow/run": lambda params, ask: ask("odoo/write", {})}) as sidecar:
        ours = Client(sidecar.path, HELLO)
        with pytest.raises(Serialization) as caught:
            ours.call("flow/run", {}, serve=serve)
        assert caught.value is original
        assert not ours.is_open
        wait_for(lambda: sidecar.answers)
        assert sidecar.answers[0]["error"]["data"]["code"] == "odoo.attempt_over"


def wait_for(condition):
    end = time.monotonic() + 2
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)


def test_no_socket_is_one_sentence_with_the_repair_within_a_second(tmp_path):
    start = time.monotonic()
    with pytest.raises(Unreachable) as caught:
        Client(str(tmp_path / "none.sock"), HELLO).call("service/health", {})
    assert 0.8 < time.monotonic() - start < 1.3
    assert caught.value.message.count(".") == 2  # one of them in the path
    assert "systemctl start" in caught.value.hint


def test_a_socket_that_appears_between_two_tries_is_used(tmp_path, monkeypatch):
    path, started = str(tmp_path / "s.sock"), []

    def sleep(seconds):
        if seconds and not started:
            started.append(FakeSidecar({"service/health": lambda params, ask: 1}, path).__enter__())

    monkeypatch.setattr("wire.peer.time.sleep", sleep)
    assert Client(path, HELLO).call("service/health", {}) == 1
    started[0].__exit__()


def test_connected_but_no_hello_ends_at_the_deadline(tmp_path):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "s.sock"))
    listener.listen(1)
    start = time.monotonic()
    with pytest.raises(NoAnswer):
        Client(str(tmp_path / "s.sock"), HELLO).call("service/health", {})
    assert 0.4 < time.monotonic() - start < 1.0
    listener.close()


def test_a_call_past_its_deadline_is_cancelled():
    with FakeSidecar({"flow/run": lambda params, ask: time.sleep(0.6)}) as sidecar:
        ours = Client(sidecar.path, HELLO)
        with pytest.raises(NoAnswer):
            ours.call("flow/run", {}, seconds=0.2)
        assert not ours.is_open
        wait_for(lambda: sidecar.params("session/cancel"))
        assert sidecar.params("session/cancel") == [{"id": 2}]


def test_a_restart_in_the_middle_repeats_the_call_once():
    calls = []

    def run(params, ask):
        calls.append(params)
        if len(calls) == 1:
            raise HangUp
        return {"documents": []}

    with FakeSidecar({"flow/run": run}) as sidecar:
        assert Client(sidecar.path, HELLO).call("flow/run", {"ids": [1]}) == {"documents": []}
    assert calls == [{"ids": [1]}, {"ids": [1]}]


def test_a_service_that_always_hangs_up_is_not_asked_for_ever():
    def hang_up(params, ask):
        raise HangUp

    with FakeSidecar({"flow/run": hang_up, "schedule/tick": hang_up}) as sidecar:
        with pytest.raises(Gone):
            Client(sidecar.path, HELLO).call("flow/run", {})
        assert len(sidecar.params("flow/run")) == 2
        with pytest.raises(Gone):
            Client(sidecar.path, HELLO).call("schedule/tick", {})
        assert len(sidecar.params("schedule/tick")) == 1


def test_a_broken_line_from_the_sidecar_is_complained_about_and_the_call_goes_on():
    heard = []

    def talk(stream):
        stream.sendall(b'{"id":1,"result":{}}\n{"id":\n')
        while b"protocol.syntax" not in (data := stream.recv(65536)):
            heard.append(data)
        stream.sendall(b'{"id":2,"result":"well"}\n')

    with raw_sidecar(talk) as path:
        assert Client(path, HELLO).call("service/health", {}) == "well"


def test_the_first_call_may_be_answered_before_hello():
    def talk(stream):
        stream.recv(65536)
        stream.sendall(b'{"id":7,"method":"odoo/read","params":{"call":2}}\n')
        stream.recv(65536)
        stream.sendall(b'{"id":2,"result":"well"}\n{"id":1,"result":{"protocol":1}}\n')

    served = []
    with raw_sidecar(talk) as path:
        ours = Client(path, HELLO)
        assert ours.call("flow/run", {}, serve=lambda method, params: served.append(method)) == "well"
        assert ours.welcome == {"protocol": 1}
    assert served == ["odoo/read"]


@contextlib.contextmanager
def raw_sidecar(talk):
    """A listener that hands the accepted socket to `talk`, for what FakeSidecar would never send."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path := f"{folder}/s.sock")
        listener.listen(1)
        threading.Thread(target=lambda: talk(listener.accept()[0]), daemon=True).start()
        yield path
