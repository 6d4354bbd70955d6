"""An invented company that buys, made through the requests of Odoo's web client; every number has its check digit."""

from datetime import datetime, timedelta, timezone

GOODS = {
    "Apple juice 1 l": 1.2,
    "Pear juice 1 l": 1.35,
    "Cherry nectar 0.7 l": 1.79,
    "Elderflower syrup 0.5 l": 3.49,
    "Rye flour type 1150": 0.89,
    "Plum jam 340 g": 2.25,
}


def gs1(digits):
    """
    :param digits: a GLN or GTIN without its check digit
    :return: the whole number
    """
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def gln(number):
    return gs1(f"4260123450{number:02}")


def gtin(number):
    return gs1(f"426012345{number:03}")


class Company:
    """Nordmarkt GmbH in Kiel with its warehouse, vendors, products and orders.

    :param session: of an administrator
    :param series: of the Odoo, for example `18.0`
    """

    def __init__(self, session, series):
        self.session = session
        self.series = series
        self.unit_field = "product_uom_id" if series >= "19.0" else "product_uom"
        self.connection = None
        self._numbers = iter(range(200, 1000))

    def found(self):
        """Names the company, its warehouse, its units and its products."""
        session = self.session
        [company] = session.find("res.company", [], ["partner_id"], limit=1)
        [euro] = session.find("res.currency", [["name", "=", "EUR"]], context={"active_test": False})
        session.write("res.currency", euro["id"], active=True)
        session.write("res.company", company["id"], name="Nordmarkt GmbH", currency_id=euro["id"])
        session.write(
            "res.partner", company["partner_id"][0], ref=gln(4), street="Marktweg 7", zip="24103", city="Kiel"
        )
        place = self._partner("Nordmarkt Lager Süd", 3, "Hamburg", parent_id=company["partner_id"][0], type="delivery")
        [warehouse] = session.find("stock.warehouse", [], limit=1)
        session.write("stock.warehouse", warehouse["id"], name="Lager Süd", partner_id=place)
        session.write("uom.uom", session.ref("uom.product_uom_unit"), procuros_unit_type="EA")
        self.products = [
            self.product(name, gtin(101 + place), price) for place, (name, price) in enumerate(GOODS.items())
        ]
        self.vendor = self._partner("Kelterei Sonnenhof KG", 2, "Werder", is_company=True)
        self.company = company["id"]

    def connect(self, url, socket):
        """Enters the socket in the settings and makes the connector as a person does: a draft without credentials.

        :param url: where the partner listens
        :return: its id
        """
        settings = self.session.create("res.config.settings", sidecar_socket=str(socket), group_uom=True)
        self.session.call("res.config.settings", "execute", [settings])
        self.connection = self.session.create(
            "sidecar.connection",
            name="Procuros Test",
            connector="procuros",
            environment="test",
            procuros_external_identifier=gln(1),
            procuros_url=url,
            procuros_payment_term_id=self.session.ref("account.account_payment_term_30days"),
        )
        self.session.write("res.partner", self.vendor, procuros_connection_id=self.connection)
        return self.connection

    def _partner(self, name, number, city, **values):
        number = number and gln(number)
        return self.session.create("res.partner", name=name, ref=number, city=city, street="Marktweg 7", **values)

    def new_vendor(self):
        """
        :return: a vendor from whom nothing was bought yet
        """
        partner = self._partner("Mühle am Bach eG", 5, "Celle", is_company=True)
        self.session.write("res.partner", partner, procuros_connection_id=self.connection)
        return partner

    def vendor_without_gln(self):
        partner = self._partner("Hofladen Ohnesorg", None, "Plön", is_company=True)
        self.session.write("res.partner", partner, procuros_connection_id=self.connection)
        return partner

    def product(self, name, barcode=None, price=1.0):
        template = self.session.create(
            "product.template", name=name, barcode=barcode or False, standard_price=price, purchase_ok=True
        )
        return self.session.read("product.template", template, "product_variant_id")[0]

    def dozen(self):
        """
        :return: a unit that has no code at Procuros
        """
        unit = self.session.ref("uom.product_uom_dozen")
        self.session.write("uom.uom", unit, procuros_unit_type=False)
        return unit

    def order(self, lines=2, vendor=None, first=None, unit=None, **values):
        """Makes a request for quotation.

        :param lines: how many products
        :param first: product of the first line
        :param unit: unit of the first line
        :return: its id
        """
        rows = []
        for place in range(lines):
            product = first if first and place == 0 else self.products[place % len(self.products)]
            row = {"product_id": product, "product_qty": 12 * (place + 1), "price_unit": 1.2 + place * 0.35}
            if unit and place == 0:
                row[self.unit_field] = unit
            rows.append([0, 0, row])
        return self.session.create("purchase.order", partner_id=vendor or self.vendor, order_line=rows, **values)

    def old_order(self, days):
        """
        :return: the id of an order dated some days ago
        """
        moment = datetime.now(timezone.utc) - timedelta(days=days)
        return self.order(date_order=moment.strftime("%Y-%m-%d %H:%M:%S"))

    def name(self, order):
        return self.session.read("purchase.order", order, "name")

    def clerk(self):
        """Makes a user who may buy and may not touch settings.

        :return: login and password
        """
        groups = "group_ids" if self.series >= "19.0" else "groups_id"
        wanted = [self.session.ref("base.group_user"), self.session.ref("purchase.group_purchase_user")]
        login, password = "clerk", "clerk-of-nordmarkt"
        self.session.create(
            "res.users", name="Karla Clerk", login=login, password=password, **{groups: [[6, 0, wanted]]}
        )
        return login, password
