"""Fills an Odoo with what documents of Procurify refer to: accounts, cost centres, taxes, vendors, products."""

from datetime import datetime, timedelta

PLANTS = ("Plant North", "Plant South", "Plant East", "Plant West", "Plant Central")


def fill(env):
    """
    :return: login and key of the user who does the work, settings of the connection and links, as JSON can have it
    """
    return World(env).made()


class World:
    def __init__(self, env):
        self.env = env
        self.env.ref("base.main_company").write({"fiscalyear_lock_date": "2025-12-31"})

    def made(self):
        accounts = [self._account(*row) for row in ACCOUNTS]
        plans = self.env["account.analytic.plan"].create([{"name": "Departments"}, {"name": "Plants"}])
        departments = [("Maintenance", "MNT"), ("Quality", False)]
        for plan, names in zip(plans, (departments, [(name, False) for name in PLANTS]), strict=True):
            values = [{"name": name, "code": code, "plan_id": plan.id, "company_id": False} for name, code in names]
            self.env["account.analytic.account"].create(values)
        for name, percent, included in (("State", 8.25, False), ("GST 5%", 5, False), ("GST included", 5, True)):
            self._tax(name, percent, included)
        partners = self.env["res.partner"].create([{"name": "Northwind Tools"}, {"name": "Harbour Steel"}])
        names = (("Freight and charges", "EXTRA"), ("Torque wrench", "TW-10"), ("Steel bar", "SB-4"))
        products = self.env["product.product"].create([{"name": name, "default_code": code} for name, code in names])
        journal = self.env["account.journal"].search([("type", "=", "purchase")], limit=1)
        user = self._user()
        return {
            "login": user.login,
            "key": self._key(user),
            "settings": {
                "bill_journal": journal.id,
                "department_plan": plans[0].id,
                "location_plan": plans[1].id,
                "extra_product": products[0].id,
                "shipping_account": accounts[2],
            },
            "links": [
                self._link("vendor", "44", partners[0]),
                self._link("vendor", "45", partners[1]),
                self._link("item", "sTW-10", products[1]),
                self._link("item", "sSB-4", products[2]),
            ],
        }

    def _account(self, code, name, is_used):
        accounts = self.env["account.account"]
        account = accounts.create({"code": code, "name": name, "account_type": "expense"})
        if not is_used:
            account.write({"active": False} if "active" in accounts._fields else {"deprecated": True})
        return account.id

    def _tax(self, name, percent, included):
        taxes = self.env["account.tax"]
        values = {"name": name, "amount": percent, "amount_type": "percent", "type_tax_use": "purchase"}
        if "price_include_override" in taxes._fields:
            values["price_include_override"] = "tax_included" if included else "tax_excluded"
        else:
            values["price_include"] = included
        taxes.create(values)

    def _link(self, kind, external_id, record):
        return {"kind": f"procurify.{kind}", "id": external_id, "model": record._name, "record": record.id}

    def _user(self):
        users = self.env["res.users"].with_context(no_reset_password=True)
        names = (
            "base.group_user",
            "base.group_partner_manager",
            "purchase.group_purchase_manager",
            "account.group_account_invoice",
            "analytic.group_analytic_accounting",
        )
        groups = [self.env.ref(name).id for name in names]
        group_field = "group_ids" if "group_ids" in users._fields else "groups_id"
        # 17.0 and 18.0 post messages only for users with an address.
        values = {"name": "Procurify", "login": "procurify", "email": "procurify@larkfield.example"}
        return users.create({**values, group_field: [(6, 0, groups)]})

    def _key(self, user):
        keys = self.env["res.users.apikeys"].with_user(user)
        try:
            return keys._generate("rpc", "procurify", datetime.now() + timedelta(days=1))
        except TypeError:  # 17.0 has keys that last for ever
            return keys._generate("rpc", "procurify")


ACCOUNTS = (
    ("6100", "Shop supplies", True),
    ("6200", "Maintenance", True),
    ("6300", "Freight in", True),
    ("6400", "Old supplies", False),
)
