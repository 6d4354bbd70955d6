"""What a simulated Procountor got, and what happens in its portal; contrib/simulators.md has its control surface."""

import json
import urllib.error
import urllib.parse
import urllib.request
from datetime import date

from demo_processes import direct


class Control:
    """The control surface of one simulator.

    :param url: of a function that returns where it listens, without a path
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

    # -- what it got

    def numbers(self):
        """
        :return: how many invoices carry each number of Odoo
        """
        return self.ask("GET", "numbers")

    def invoices(self):
        """
        :return: every invoice by its number in Odoo, with its payments and its accounting
        """
        return {one.get("originalInvoiceNumber"): one for one in self.ask("GET", "invoices")}

    def partners(self):
        return self.ask("GET", "partners")

    def products(self):
        return self.ask("GET", "products")

    def arrivals(self, **which):
        """
        :param which: method, endpoint, after
        :return: the requests that came, with their bodies
        """
        return self.ask("GET", "arrivals", query=which)

    def requests(self):
        """
        :return: number of requests by method and endpoint
        """
        return self.ask("GET", "requests")

    # -- what people and banks do

    def approve(self, invoice):
        return self.ask("POST", f"invoices/{invoice}/approve", {"comment": "ok"})

    def send(self, invoice):
        return self.ask("POST", f"invoices/{invoice}/send", {})

    def pay(self, invoice, **payment):
        """A payment of an approved invoice; the whole rest, by bank, where nothing is said.

        :param payment: type, amount, paid_amount, paid_currency, status, date, description
        :return: the event's id
        """
        return self.ask("POST", f"invoices/{invoice}/payments", payment)["event"]["id"]

    def remove_payment(self, invoice, event):
        return self.ask("POST", f"invoices/{invoice}/payments/{event}/remove", {})

    def bill(self, number, account, amount, percent=25.5, supplier=None, **members):
        """A vendor's bill, accepted there.

        :param account: code of the one row
        :param amount: without tax
        :param supplier: members of the supplier besides its name
        :return: its id
        """
        vendor = {"name": "Puutavara Oy", "business_id": "0737546-2", **(supplier or {})}
        row = {"product": "Timber", "quantity": 1, "price": amount, "vat_percent": percent, "account": account}
        today = date.today().isoformat()
        body = {"supplier": vendor, "number": number, "date": today, "rows": [row], **members}
        return self.ask("POST", "bills", body)["id"]

    def generate(self, seed, **counts):
        """Made-up records, the same for the same seed.

        :param counts: customers, suppliers, products, bills, unknown_accounts, payments
        :return: what was made
        """
        return self.ask("POST", "generate", {"seed": seed, **counts})

    # -- how it behaves

    def misbehave(self, failures="", seed=1):
        """From now on as `--fail` says; nothing ends all misbehaviour."""
        self.ask("PUT", "failures", {"fail": failures, "seed": seed})

    def change(self, **settings):
        """
        :param settings: token_life, limit_per_second, suspend_after, suspended
        """
        self.ask("PUT", "settings", settings)

    def revoke(self):
        """Every API key is revoked."""
        self.ask("POST", "revoke", {})

    def advance(self, seconds):
        self.ask("POST", "clock", {"seconds": seconds})

    def forget(self):
        """Throws away what it got; the company stays."""
        self.ask("POST", "reset")
