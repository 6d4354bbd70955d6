"""Documents in every state, so that lists and charts have something to show."""

from demo_company import gln


class Papers:
    """
    :param stage: a Stage whose connector is validated
    :param company: the Company that buys
    """

    def __init__(self, stage, company):
        self.stage = stage
        self.company = company

    def make(self, send):
        """Sends orders of several fates.

        :param send: presses the button for a session and ids
        """
        company, session = self.company, self.stage.session()
        send(session, [company.order(lines=1 + place % 4) for place in range(6)])
        bran = company.product("Oat bran 500 g")
        crate = company.product("Crate of seasonal fruit")
        send(session, [company.order(first=bran) for _ in range(4)])
        send(session, [company.order(first=crate) for _ in range(2)])
        self.stage.partner.control("settings", {"unknown": [gln(2)]})
        send(session, [company.order()])
        self.stage.partner.control("settings", {"unknown": []})
        self.stage.partner.misbehave("503:1 times:send")
        send(session, [company.order()])
        self.stage.partner.control("settings", {"inactive": [gln(2)], "keeps_inactive": False})
        send(session, [company.order()])
        self.stage.partner.control("settings", {"inactive": []})
        self.stage.partner.misbehave()
