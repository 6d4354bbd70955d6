"""What a simulated Procountor got, and what happens in its portal; contrib/simulators.md has its control surface."""

from datetime import date

from simulator_control import SimulatorControl


class Control(SimulatorControl):
    """The control surface of one Procountor."""

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

    def revoke(self):
        """Every API key is revoked."""
        self.ask("POST", "revoke", {})
