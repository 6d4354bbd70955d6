"""Fills an Odoo with the records that the promises of a gateway are checked on; runs inside of Odoo."""

from datetime import datetime, timedelta

# More than two pages on the wire, and more than one of a look for changes.
MANY = 650
HIDDEN = "HIDDEN"


def fill(env):
    """
    :return: what the tests need to know, as JSON can have it
    """
    return World(env).made()


class World:
    def __init__(self, env):
        self.env = env
        self.env["res.lang"]._activate_lang("de_DE")
        self.dollar, self.yen = (self._currency(name) for name in ("USD", "JPY"))
        self.company = env.company
        self.other = env["res.company"].create({"name": "Second Ltd", "currency_id": self.dollar.id})
        self.companies = self.company | self.other
        self.vendor = env["res.partner"]

    def made(self):
        bot = self._user(
            "gateway",
            "base.group_partner_manager",
            "purchase.group_purchase_manager",
            "account.group_account_manager",
            "analytic.group_analytic_accounting",
            "product.group_product_manager",
            "stock.group_stock_manager",
        )
        clerk = self._user("clerk", "base.group_partner_manager")
        records = {**self._partners(), **self._purchase(), **self._books(), "attachment": self._attachment(bot)}
        self._hide()
        return {
            "users": {user.login: {"id": user.id, "key": self._key(user)} for user in (bot, clerk)},
            "companies": self.companies.ids,
            "records": records,
        }

    def _partners(self):
        terms = self.env["account.payment.term"].search([], limit=2)
        country = self.env.ref("base.de")
        fruit = self.env["res.partner.category"].create({"name": "Fruit"})
        children = [{"name": "Apple", "parent_id": fruit.id}, {"name": "Pear", "parent_id": fruit.id, "active": False}]
        self.env["res.partner.category"].create(children)
        tags = self.env["res.partner.category"].create([{"name": "Juice"}, {"name": "Crates"}])
        self.vendor = vendor = self.env["res.partner"].create(
            {
                "name": "Kelterei Sonnenhof & Söhne “KG” 🍎",
                "is_company": True,
                "street": "Obstweg 7",
                "country_id": country.id,
                "category_id": [(6, 0, tags.ids)],
                "comment": "<p>Pays <b>late</b></p>",
                "partner_latitude": 48.1371234567,
                "company_id": False,
            }
        )
        for company, term in zip(self.companies, terms, strict=True):
            vendor.with_company(company).property_supplier_payment_term_id = term
        contact, gone, hidden = self.env["res.partner"].create(
            [
                {"name": "Anna", "parent_id": vendor.id},
                {"name": "Bert", "parent_id": vendor.id, "active": False},
                {"name": "Carla", "parent_id": vendor.id, "ref": HIDDEN},
            ]
        )
        names = [{"name": f"Gateway partner {number:03}", "ref": "MANY"} for number in range(MANY)]
        many = self.env["res.partner"].create(names)
        self._age(many)
        return {
            "vendor": vendor.id,
            "contact": contact.id,
            "archived": gone.id,
            "hidden": hidden.id,
            "many": many.ids,
            "terms": terms.ids,
            "country": country.id,
            "tags": tags.ids,
            "fruit": fruit.id,
        }

    def _age(self, records):
        """Nobody has written these for days."""
        self.env.flush_all()
        table = records._table
        self.env.cr.execute(
            f"UPDATE {table} SET write_date = write_date - interval '2 days' WHERE id IN %s", [tuple(records.ids)]
        )
        records.invalidate_recordset()

    def _purchase(self):
        product = self.env["product.product"].create({"name": "Apple juice", "default_code": "AJ-1", "list_price": 2.5})
        product.with_context(lang="de_DE").name = "Apfelsaft"
        tax = self.env["account.tax"].search([("type_tax_use", "=", "purchase")], limit=1)
        unit = self.env.ref("uom.product_uom_dozen")
        lines = self.env["purchase.order.line"]
        line = {
            "name": "Juice, cold",
            "product_id": product.id,
            "product_qty": 12.5,
            "price_unit": 2.675,
            "date_planned": "2026-03-05 08:00:00",
            self._name(lines, "product_uom_id", "product_uom"): unit.id,
            self._name(lines, "tax_ids", "taxes_id"): [(6, 0, tax.ids)],
        }
        note = {"name": "Ring twice", "display_type": "line_note", "product_qty": 0}
        order = self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "date_order": "2026-03-01 23:30:15",
                "order_line": [(0, 0, line), (0, 0, note)],
            }
        )
        return {"order": order.id, "product": product.id, "tax": tax.id, "unit": unit.id}

    def _books(self):
        plan = self.env["account.analytic.plan"].create({"name": "Projects"})
        projects = self.env["account.analytic.account"].create(
            [{"name": name, "plan_id": plan.id, "company_id": False} for name in ("Cellar", "Press")]
        )
        shares = dict(zip(map(str, projects.ids), (33.33, 66.67), strict=True))
        bills = self.env["account.move"].create(
            [
                self._bill(self.dollar, "B-1", {"analytic_distribution": shares}),
                self._bill(self.yen, "B-2", {"analytic_distribution": {str(projects[0].id): 100.0}}),
            ]
        )
        journal = self.env["account.journal"].search([("type", "=", "purchase"), ("company_id", "=", self.company.id)])
        return {"bills": bills.ids, "projects": projects.ids, "journal": journal[:1].id}

    def _bill(self, currency, number, more):
        lines = [
            {"name": "Juice", "quantity": 3, "price_unit": 33.25, "discount": 2.5, **more},
            {"name": "Ring twice", "display_type": "line_note"},
        ]
        return {
            "move_type": "in_invoice",
            "partner_id": self.vendor.id,
            "ref": number,
            "currency_id": currency.id,
            "invoice_date": "2026-03-02",
            "invoice_line_ids": [(0, 0, line) for line in lines],
        }

    def _attachment(self, user):
        values = {
            "name": "note.txt",
            "raw": b"apples",
            "res_model": "res.partner",
            "res_id": self.company.partner_id.id,
        }
        return self.env["ir.attachment"].with_user(user).create(values).id

    def _hide(self):
        self.env["ir.rule"].create(
            {
                "name": "Gateway: nobody sees these",
                "model_id": self.env["ir.model"]._get("res.partner").id,
                "domain_force": f"[('ref', '!=', '{HIDDEN}')]",
            }
        )

    def _user(self, login, *groups):
        users = self.env["res.users"].with_context(no_reset_password=True)
        found = [self.env.ref(name, raise_if_not_found=False) for name in ("base.group_user", *groups)]
        return users.create(
            {
                "name": login.title(),
                "login": login,
                "company_id": self.company.id,
                "company_ids": [(6, 0, self.companies.ids)],
                self._name(users, "group_ids", "groups_id"): [(6, 0, [group.id for group in found if group])],
            }
        )

    def _key(self, user):
        keys = self.env["res.users.apikeys"].with_user(user)
        try:
            return keys._generate("rpc", "gateway", datetime.now() + timedelta(days=1))
        except TypeError:  # 17.0 has keys that last for ever
            return keys._generate("rpc", "gateway")

    def _name(self, model, new, old):
        """What this series calls the field."""
        return new if new in model._fields else old

    def _currency(self, name):
        currency = self.env["res.currency"].with_context(active_test=False).search([("name", "=", name)])
        currency.active = True
        return currency
