"""The simulated Procuros as a process, and its control surface."""

import http.client
import json
import subprocess

TOKEN = "soak-token"


class Partner:
    """`odoo-sidecar simulate procuros` on a free port.

    :param binary: the program
    :param folder: for the file that keeps what it got
    :param accounts: several companies, each as NAME:TOKEN:GLN; nothing means one with TOKEN
    """

    def __init__(self, binary, folder, accounts=()):
        who = [f"--account={account}" for account in accounts] or ["--token", TOKEN]
        self._command = [binary, "simulate", "procuros", *who, "--state", folder / "partner.jsonl"]
        self._log = folder / "partner.log"
        self.process = None
        self.port = 0

    def start(self):
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self._command, "--port", str(self.port)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        line = self.process.stdout.readline()
        self.port = int(line.strip().removesuffix("/api").rpartition(":")[2])
        return self

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def end(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process.stdout.close()

    def misbehave(self, failures, seed=1):
        """
        :param failures: as `--fail` takes it; an empty text ends all misbehaviour
        """
        self._ask("PUT", "/_sandbox/failures", {"fail": failures, "seed": seed})

    def forget(self):
        """Throws away what it got, so that a look-up need not read thousands of documents."""
        self._ask("POST", "/_sandbox/reset")

    def numbers(self):
        """
        :return: how often each document number was taken in
        """
        return self._ask("GET", "/_sandbox/numbers")

    def duplicates(self):
        """
        :return: how often the same bytes came again, by document number
        """
        return self._ask("GET", "/_sandbox/duplicates")

    def transactions(self):
        """
        :return: the transaction's id by document number
        """
        return {kept["number"]: kept["id"] for kept in self._ask("GET", "/_sandbox/transactions")}

    def generate(self, seed, count, faulty, world):
        """Makes up documents and puts them into the queue.

        :param faulty: of a hundred
        :param world: the company, see contrib/simulators.md
        :return: what they are, in the order of the queue
        """
        wish = {"seed": seed, "count": count, "faulty": faulty, "world": world}
        return self._ask("POST", "/_sandbox/generate", wish)["documents"]

    def kept(self):
        """
        :return: everything it holds, by the transaction's id
        """
        return {kept["id"]: kept for kept in self._ask("GET", "/_sandbox/transactions")}

    def sends(self):
        """
        :return: number of requests that handed over a document, whatever the answer
        """
        return self._requests("POST")

    def look_ups(self):
        """
        :return: number of requests that asked for documents, whatever the answer
        """
        return self._requests("GET")

    def _requests(self, method):
        counts = self._ask("GET", "/_sandbox/requests")
        return sum(count for name, count in counts.items() if name.startswith(method))

    def _ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            text = None if body is None else json.dumps(body)
            connection.request(method, path, text, {"Content-Type": "application/json"} if text else {})
            answer = connection.getresponse()
            said = answer.read()
            if answer.status not in (200, 204):
                raise RuntimeError(f"{method} {path} answered {answer.status}: {said[:500]}")
            return json.loads(said) if said else None
        finally:
            connection.close()
