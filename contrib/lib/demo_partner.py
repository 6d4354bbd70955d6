"""The simulated partner of a demo, and its control surface."""

import json
import urllib.request

from demo_processes import Process, direct

LISTENS = "procuros listens on "


class Partner(Process):
    """`odoo-sidecar simulate procuros`."""

    url = None

    def run(self, program, token):
        """Starts it on a free port and waits until it listens."""
        self.start([program, "simulate", "procuros", "--token", token])
        line = self.wait_for(lambda: next((one for one in self.said.splitlines() if one.startswith(LISTENS)), None), 20)
        self.url = line.removeprefix(LISTENS)

    def control(self, path, body=None, method="PUT"):
        """Asks the control surface; with a body, changes something there.

        :return: what it answered
        """
        data = None if body is None else json.dumps(body).encode()
        address = f"{self.url}/_sandbox/{path}"
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(address, data, headers, method=method if data else "GET")
        with direct().open(request, timeout=20) as answer:
            text = answer.read().decode()
        return json.loads(text) if text else None

    def misbehave(self, how=""):
        """From now on as `--fail` says; nothing ends all misbehaviour."""
        self.control("failures", {"fail": how})

    def holds(self, number):
        """
        :return: how often it holds the document of this number
        """
        return self.control("numbers").get(number, 0)

    def posts(self):
        """
        :return: how many documents were handed over so far, whatever became of them
        """
        return sum(count for name, count in self.control("requests").items() if name.startswith("POST"))

    def transactions(self, number):
        """
        :return: what it holds under the number of a document
        """
        return [one for one in self.control("transactions") if one["number"] == number]

    def receives(self, document):
        """Puts a document into the queue, as if a trade partner had sent it.

        :return: the transaction's id
        """
        return self.control("incoming", document, "POST")["procurosTransactionId"]

    def gets(self, name, values):
        """Puts a document of the library into the queue; contrib/simulators.md has their names.

        :return: the transaction's id
        """
        return self.control(f"library/{name}", {"values": values}, "POST")["procurosTransactionId"]

    def document(self, transaction):
        """
        :return: the content of a transaction
        """
        return self.control(f"transactions/{transaction}/raw")["content"]

    def status(self, transaction):
        """
        :return: for example `PENDING`
        """
        return next(one["status"] for one in self.control("transactions") if one["id"] == transaction)
