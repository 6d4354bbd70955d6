"""Calls Odoo as its web client does: a session, `call_kw` and `call_button`."""

import http.client
import json
import threading

from offices import ClickFailed

SECONDS = 60


class Session:
    """One signed-in user; used by one thread at a time.

    :param port: where Odoo listens on the loopback
    """

    def __init__(self, port, database, login, password):
        self._port, self._cookie = port, ""
        self._local = threading.local()
        params = {"db": database, "login": login, "password": password}
        self.uid = self.post("/web/session/authenticate", params)["uid"]

    def call(self, model, method, *arguments, **named):
        params = {"model": model, "method": method, "args": list(arguments), "kwargs": named}
        return self.post(f"/web/dataset/call_kw/{model}/{method}", params)

    def button(self, model, method, ids, *arguments):
        params = {"model": model, "method": method, "args": [ids, *arguments], "kwargs": {}}
        return self.post(f"/web/dataset/call_button/{model}/{method}", params)

    def post(self, path, params):
        """
        :raises ClickFailed: an error as answer, or none
        """
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params, "id": 1})
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=SECONDS)
        try:
            connection.request("POST", path, body, {"Content-Type": "application/json", "Cookie": self._cookie})
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie" and value.startswith("session_id="):
                    self._cookie = value.partition(";")[0]
            said = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise ClickFailed(f"Odoo gave no answer: {type(error).__name__}") from error
        finally:
            connection.close()
        if "error" in said:
            data = said["error"].get("data") or {}
            raise ClickFailed(f"{data.get('name')}: {data.get('message')}")
        return said["result"]
