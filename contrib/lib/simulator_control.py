"""The control surface that a simulated partner has beside its API; contrib/simulators.md describes each."""

import json
import urllib.error
import urllib.parse
import urllib.request

from demo_processes import direct


class SimulatorControl:
    """What all of them answer.

    :param url: a function that returns where the simulator listens, without a path
    """

    def __init__(self, url):
        self._url = url

    def ask(self, verb, path, body=None, query=None):
        """
        :return: what it answered
        :raises RuntimeError: when it refused, with its words
        """
        address = f"{self._url()}/_sandbox/{path}"
        if query:
            address += "?" + urllib.parse.urlencode(query)
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=verb)
        try:
            with direct().open(request, timeout=120) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError as refusal:
            said = refusal.read()[:500].decode(errors="replace")
            raise RuntimeError(f"{verb} {path} answered {refusal.code}: {said}") from refusal
        return json.loads(text) if text else None

    def requests(self):
        """
        :return: number of requests by method and endpoint
        """
        return self.ask("GET", "requests")

    def change(self, **settings):
        """
        :param settings: members of its settings
        """
        self.ask("PUT", "settings", settings)

    def misbehave(self, failures="", seed=1):
        """From now on as `--fail` says; nothing ends all misbehaviour."""
        self.ask("PUT", "failures", {"fail": failures, "seed": seed})

    def advance(self, seconds):
        self.ask("POST", "clock", {"seconds": seconds})

    def forget(self):
        """Throws away what it got; the company stays."""
        self.ask("POST", "reset")
