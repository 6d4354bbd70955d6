"""What a simulated Procurify holds, and what people do in it; contrib/simulators.md has its control surface."""

from simulator_control import SimulatorControl


class Control(SimulatorControl):
    """The control surface of one Procurify."""

    # -- what it holds

    def all(self, shelf):
        """
        :param shelf: `account-codes`, `departments`, `locations`, `vendors`, `bills` …
        :return: its records
        """
        return self.ask("GET", shelf)

    def writes(self):
        """
        :return: the requests that were no reading and asked for no token
        """
        return self.ask("GET", "writes")

    def sums(self, **which):
        """
        :param which: `only` and `without`, numbers of bills
        :return: what the bills that count come to, by account code and cost centre
        """
        query = {name: ",".join(map(str, ids)) for name, ids in which.items() if ids}
        return self.ask("GET", "sums", query=query or None)

    # -- what people do

    def make(self, shelf, **members):
        """
        :return: the new record's number
        """
        return self.ask("POST", shelf, members)["id"]

    def edit(self, shelf, record, **members):
        return self.ask("PUT", f"{shelf}/{record}", members)

    def act(self, shelf, record, deed):
        """
        :param deed: `approve`, `withdraw`, `pay`, `close`, `cancel` …
        """
        return self.ask("POST", f"{shelf}/{record}/{deed}", {})

    def bill(self, vendor, number, *items, **members):
        """A bill that was approved there.

        :param items: (description, quantity, unit cost, account code, department)
        :return: its number
        """
        rows = [
            {
                "description": text,
                "quantity": quantity,
                "unit_cost": cost,
                "account": {"code": code, "department": department},
            }
            for text, quantity, cost, code, department in items
        ]
        bill = self.make("bills", vendor=vendor, invoice_number=number, items=rows, **{"status": 2, **members})
        return bill

    def generate(self, seed, **counts):
        """Made-up records of a company with plants, the same for the same seed.

        :return: what was made
        """
        return self.ask("POST", "generate", {"seed": seed, **counts})
