"""Sales orders and deliveries of a customer who trades through Procuros."""

from odoo import fields

GTINS = ["4260123451035", "4260123451042", "4260123451059", "4260123451066"]


class Deliveries:
    """Makes a customer with addresses, products in stock, sales orders and what leaves for them; for a test case."""

    def make_customer(self):
        values = {"city": "Lübeck", "zip": "23552", "street": "Am Kai 4", "country_id": self.env.ref("base.de").id}
        partners = self.env["res.partner"]
        self.customer = partners.create(
            {
                **values,
                "name": "Nordmarkt GmbH",
                "ref": "4260123450038",
                "is_company": True,
                "procuros_connection_id": self.connection.id,
                "procuros_send_shipping_notice": True,
            }
        )
        self.address, self.payer = partners.create(
            [
                {"name": "Lager Süd", "type": "delivery", "parent_id": self.customer.id, "ref": "4260123450052"},
                {"name": "Rechnung", "type": "invoice", "parent_id": self.customer.id, "ref": "4260123450069"},
            ]
        )
        self.unit = self.env.ref("uom.product_uom_unit")
        self.carton = self.make_unit("Carton of 12", 12, "CT")
        self.warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.env.company.id)], limit=1)
        self.cider = self.make_product("Cider 0.33 l", 0)
        self.crate = self.make_product("Crate deposit", 1, procuros_is_deposit_product=True)

    def make_unit(self, name, size, code):
        """A unit that holds so many pieces, as each series wants it."""
        model = self.env["uom.uom"]
        if "relative_factor" in model._fields:
            values = {"relative_factor": size, "relative_uom_id": self.unit.id}
        else:
            values = {"factor_inv": size, "uom_type": "bigger", "category_id": self.unit.category_id.id}
        return model.create({"name": name, "procuros_unit_type": code, **values})

    def make_product(self, name, number, **values):
        model = self.env["product.product"]
        kind = {"is_storable": True} if "is_storable" in model._fields else {"detailed_type": "product"}
        values = {"name": name, "barcode": GTINS[number], "uom_id": self.unit.id, **kind, **values}
        return model.create(values)

    def make_lots(self, product, *names):
        values = [{"name": name, "product_id": product.id, "company_id": self.env.company.id} for name in names]
        return self.env["stock.lot"].create(values)

    def make_package(self, name, unit_type=None):
        values = {"name": name}
        if unit_type:
            kind = {"name": unit_type, "procuros_unit_type": unit_type}
            values["package_type_id"] = self.env["stock.package.type"].create(kind).id
        return self.env["stock.package" if "stock.package" in self.env else "stock.quant.package"].create(values)

    def make_sale(self, *lines, **values):
        """A confirmed sales order; lines are (product, quantity, unit, the buyer's line number)."""
        uom = "product_uom_id" if "product_uom_id" in self.env["sale.order.line"]._fields else "product_uom"
        rows = [
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                uom: unit.id,
                "procuros_order_line_number": number,
                "sequence": number,
            }
            for product, quantity, unit, number in lines
        ]
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "partner_shipping_id": self.address.id,
                "partner_invoice_id": self.payer.id,
                "procuros_order_identifier": "4500017",
                "procuros_order_date": "2025-03-07",
                # Half past midnight in Berlin, of the next day.
                "commitment_date": f"{fields.Date.today().year + 1}-07-13 22:30:00",
                "order_line": [fields.Command.create(row) for row in rows],
                **values,
            }
        )
        order.action_confirm()
        return order

    def open_delivery(self, order):
        return order.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))

    def ship(self, picking, *parts, backorder=True):
        """Have this leave: parts are (product, quantity in pieces, values of the move line).

        :return: the delivery, done
        """
        picking.move_ids._do_unreserve()
        for product, quantity, values in parts:
            move = picking.move_ids.filtered(lambda move, product=product: move.product_id == product)[:1]
            self.env["stock.move.line"].create(
                {
                    "picking_id": picking.id,
                    "move_id": move.id,
                    "product_id": product.id,
                    "product_uom_id": self.unit.id,
                    "quantity": quantity,
                    "location_id": picking.location_id.id,
                    "location_dest_id": picking.location_dest_id.id,
                    "picked": True,
                    **values,
                }
            )
        picking.move_ids.filtered("move_line_ids").picked = True
        picking.with_context(cancel_backorder=not backorder)._action_done()
        return picking

    def age_deliveries(self):
        """Let everything look as if an earlier transaction had committed it."""
        self.env.flush_all()
        names = ["stock.picking", "stock.move", "stock.move.line", "stock.lot", "sale.order", "sale.order.line"]
        names += ["stock.package.type", "stock.location", "res.country", "delivery.carrier", "product.product"]
        names += ["stock.package", "stock.quant.package", "stock.package.history", "product.template"]
        for name in names:
            records = self.env[name].search([]) if name in self.env else None
            if records:
                self.age(records)
