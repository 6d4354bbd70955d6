from .incoming_case import IncomingCase

OWN = "4260123450014"
BUYER = "4260123450052"
VENDOR = "4260123450021"


def gs1(number):
    return [{"identifier": number, "domain": "GS1"}]


class Receiving(IncomingCase):
    """Documents written by the test itself come in through the real service."""

    def receive(self, type_, content):
        """Let Procuros have a document for us and bring it into Odoo.

        :return: its procurosTransactionId
        """
        transaction = self.offer(type_, content)
        self.take_in()
        return transaction

    def offer(self, type_, content):
        """Let Procuros have a document for us, whatever is wrong in it."""
        body = {"type": type_, "content": content}
        return self.ask_partner("POST", "/_sandbox/incoming?unchecked=true", body)["procurosTransactionId"]

    def codes(self, transaction):
        """Codes of what is wrong with a document."""
        return [issue["code"] for issue in self.entry(transaction).issues or []]
