"""What Nordmarkt GmbH sells and ships, made through the requests of Odoo's web client."""

from demo_company import gln, gtin


class Sales:
    """A customer who trades through Procuros, a deposit, and deliveries.

    :param company: the Company that sells; its connector is validated
    """

    def __init__(self, company):
        self.company = company
        self.session = company.session
        address = {"street": "Am Kai 4", "zip": "23552", "city": "Lübeck"}
        self.customer = self.session.create(
            "res.partner",
            name="Feinkost Seebrücke GmbH",
            ref=gln(31),
            is_company=True,
            country_id=self.session.ref("base.de"),
            procuros_connection_id=company.connection,
            procuros_send_shipping_notice=True,
            **address,
        )
        self.address = self._address("Lager Hafen", "delivery", gln(32))
        self.crate = company.product("Crate deposit", gtin(131), 1.5)
        template = self.session.read("product.product", self.crate, "product_tmpl_id")[0]
        self.session.write("product.template", template, procuros_is_deposit_product=True)

    def _address(self, name, kind, number):
        return self.session.create("res.partner", name=name, type=kind, parent_id=self.customer, ref=number)

    def order(self, *lines, **values):
        """Makes a confirmed sales order.

        :param lines: pairs of product and quantity
        :return: its id
        """
        rows = [
            [0, 0, {"product_id": product, "product_uom_qty": quantity, "procuros_order_line_number": 10 * place}]
            for place, (product, quantity) in enumerate(lines, start=1)
        ]
        order = self.session.create(
            "sale.order",
            partner_id=self.customer,
            partner_shipping_id=self.address,
            procuros_order_identifier="4500017",
            procuros_order_date="2026-03-07",
            order_line=rows,
            **values,
        )
        self.session.call("sale.order", "action_confirm", [order])
        return order

    def ship(self, order, package=None, short=0):
        """Has the open delivery of an order leave.

        :param package: name of a Euro pallet that everything stands on
        :param short: how much less of the first product leaves; the rest waits in a backorder
        :return: id of the delivery
        """
        session = self.session
        [picking] = session.find("stock.picking", [["sale_id", "=", order], ["state", "not in", ["done", "cancel"]]])
        lines = session.find("stock.move.line", [["picking_id", "=", picking["id"]]], ["quantity"], order="id")
        if package:
            session.write("stock.move.line", [line["id"] for line in lines], result_package_id=self._package(package))
        if short:
            session.write("stock.move.line", lines[0]["id"], quantity=lines[0]["quantity"] - short)
        context = {"skip_backorder": True, "button_validate_picking_ids": [picking["id"]]}
        session.call("stock.picking", "button_validate", [picking["id"]], context=context)
        return picking["id"]

    def name(self, picking):
        return self.session.read("stock.picking", picking, "name")

    def _package(self, name):
        session = self.session
        kind = session.create("stock.package.type", name="Euro pallet", procuros_unit_type="EURO_PALLET")
        model = "stock.package" if self.company.series >= "19.0" else "stock.quant.package"
        return session.create(model, name=name, package_type_id=kind)
