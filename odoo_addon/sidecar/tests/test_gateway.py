import time
from unittest.mock import patch

from odoo.addons.sidecar import tree
from odoo.addons.sidecar.gateway import Gateway
from odoo.addons.sidecar.models.sidecar_gateway import Allowed
from odoo.addons.sidecar.wire import AttemptOver, ServedError
from odoo.exceptions import UserError
from odoo.tests.common import new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2.errors import SerializationFailure

from .common import SidecarCase

ALLOWED = {
    "res.partner": Allowed(True, frozenset({"name", "comment", "child_ids", "partner_latitude"})),
    "res.country": Allowed(True),
    "res.company": Allowed(True),
    "res.currency": Allowed(True),
}


@tagged("post_install", "-at_install")
class TestGateway(SidecarCase):
    """What the sidecar may ask of Odoo, and how it is answered."""

    def setUp(self):
        super().setUp()
        model = type(self.env["sidecar.gateway"])
        self.startPatcher(patch.object(model, "_sidecar_allowed", lambda gateway: dict(ALLOWED)))
        self.partner = self.env["res.partner"].create(
            {
                "name": "Obsthof Beispiel",
                "country_id": self.env.ref("base.de").id,
                "child_ids": [(0, 0, {"name": "Anna"}), (0, 0, {"name": "Bert"})],
            }
        )
        self.gateway = Gateway(self.env)

    def ask(self, method, **params):
        return self.gateway(method, {"call": 1, "company_id": self.env.company.id, **params})

    def refused(self, code, called, **params):
        with self.assertRaises(ServedError) as caught, mute_logger("odoo.addons.sidecar.gateway"):
            self.gateway(called, {"call": 1, "company_id": self.env.company.id, **params})
        self.assertEqual(caught.exception.code, code)
        return caught.exception

    def test_a_tree_comes_in_one_answer(self):
        fields = {
            "name": None,
            "phone": None,
            "country_id": {"code": None},
            "child_ids": {"name": None},
            "no": None,
        }
        answer = self.ask("odoo/read", model="res.partner", ids=[self.partner.id, 2000000000], fields=fields)
        self.assertEqual(answer["missing"], [2000000000])
        self.assertEqual(answer["uncommitted"], [])
        self.assertIsNone(answer["next"])
        record = answer["records"][0]
        self.assertEqual(record["name"], "Obsthof Beispiel")
        self.assertIsNone(record["phone"])
        self.assertEqual(record["country_id"]["code"], "DE")
        self.assertEqual([child["name"] for child in record["child_ids"]], ["Anna", "Bert"])
        self.assertNotIn("no", record)
        self.assertIn("display_name", record)

    def test_archived_records_count(self):
        self.partner.active = False
        found = self.ask("odoo/search_read", model="res.partner", domain=[["id", "=", self.partner.id]], fields={})
        self.assertEqual(len(found["records"]), 1)

    def test_a_relation_without_a_tree_is_ids(self):
        fields = {"country_id": None, "child_ids": None, "state_id": None}
        record = self.ask("odoo/read", model="res.partner", ids=self.partner.ids, fields=fields)["records"][0]
        self.assertEqual(record["country_id"], self.env.ref("base.de").id)
        self.assertEqual(len(record["child_ids"]), 2)
        self.assertIsNone(record["state_id"])

    def test_what_this_transaction_wrote_is_not_delivered(self):
        def read():
            fields = {"name": None, "child_ids": {"name": None}}
            return self.ask("odoo/read", model="res.partner", ids=self.partner.ids, fields=fields, committed=True)

        family = self.partner | self.partner.child_ids
        self.assertEqual(len(read()["uncommitted"]), 3)
        self.age(family)
        self.assertEqual(len(read()["records"]), 1)
        family[1].name = "Changed"
        answer = read()
        self.assertEqual(answer["records"], [])
        self.assertEqual(answer["uncommitted"], [{"model": "res.partner", "id": family[1].id}])

    def test_500_rows_are_read_with_few_queries_and_quickly(self):
        self.env["res.partner"].create([{"name": f"Contact {i}", "parent_id": self.partner.id} for i in range(500)])
        self.env.flush_all()
        self.env.invalidate_all()
        fields = {"name": None, "child_ids": {"name": None, "ref": None, "country_id": {"code": None}}}
        start = time.monotonic()
        queries = self.env.cr.sql_log_count
        answer = self.ask("odoo/read", model="res.partner", ids=self.partner.ids, fields=fields)
        self.assertEqual(len(answer["records"][0]["child_ids"]), 502)
        self.assertLess(self.env.cr.sql_log_count - queries, 30)
        self.assertLess(time.monotonic() - start, 1.0)

    def test_an_answer_that_is_too_long_is_cut_after_a_whole_record(self):
        others = self.env["res.partner"].create([{"name": "x" * 400} for _i in range(5)])
        with patch.object(tree.cut, "__defaults__", (1000,)):
            answer = self.ask("odoo/read", model="res.partner", ids=others.ids, fields={"name": None})
            self.assertEqual([record["id"] for record in answer["records"]], others.ids[: len(answer["records"])])
            self.assertEqual(answer["next"], others.ids[len(answer["records"])])
            domain = [["id", "in", others.ids]]
            found = self.ask("odoo/search_read", model="res.partner", domain=domain, fields={"name": None}, offset=1)
            self.assertEqual(found["next"], 1 + len(found["records"]))

    def test_what_nobody_declares_is_refused(self):
        self.refused("odoo.refused", "odoo/read", model="res.users", ids=[1], fields={"login": None})
        self.refused("odoo.refused", "odoo/read", model="res.partner", ids=[1], fields={"user_ids": {"login": None}})
        domain = [["user_ids.login", "=", "admin"]]
        self.refused("odoo.refused", "odoo/search_read", model="res.partner", domain=domain, fields={})
        self.refused("odoo.refused", "odoo/write", model="res.partner", ids=[1], values={"vat": "x"})
        self.refused("odoo.refused", "odoo/write", model="res.country", ids=[1], values={"name": "x"})
        self.refused("odoo.refused", "odoo/create", model="res.partner", values=[{"child_ids": [{"vat": "x"}]}])
        self.refused("odoo.refused", "odoo/call", model="res.partner", ids=[1], method="unlink")
        self.refused("odoo.refused", "odoo/call", model="res.partner", ids=[1], method="_compute_display_name")
        self.refused("odoo.refused", "odoo/unlink", model="res.partner", ids=[1])
        fields = self.ask("odoo/fields", models=["res.users", "res.partner", "no.such"])["models"]
        self.assertIsNone(fields["res.users"])
        self.assertIsNone(fields["no.such"])
        self.assertEqual(fields["res.partner"]["country_id"], {"type": "many2one", "relation": "res.country"})
        # Kept with seven digits after the point.
        self.assertEqual(fields["res.partner"]["partner_latitude"]["digits"], 7)

    def test_wrong_arguments_are_said_so(self):
        self.refused("odoo.invalid", "odoo/read", model="res.partner", ids="all", fields={})
        self.refused("odoo.invalid", "odoo/read", model="res.partner", ids=[1], fields={"name": {"x": None}})
        self.refused("odoo.invalid", "odoo/search_read", model="res.partner", domain=[["x", "bad op", 1]], fields={})
        self.refused("odoo.invalid", "odoo/write", model="res.partner", ids=[1], values={"partner_latitude": "ten"})

    def test_writing_speaks_the_wire(self):
        row = {"name": "New", "comment": None, "partner_latitude": "1.5", "child_ids": [{"name": "Child"}]}
        ids = self.ask("odoo/create", model="res.partner", values=[row])["ids"]
        partner = self.env["res.partner"].browse(ids)
        self.assertEqual((partner.name, partner.partner_latitude), ("New", 1.5))
        child = partner.child_ids
        self.ask(
            "odoo/write", model="res.partner", ids=ids, values={"child_ids": [{"id": child.id, "name": "Renamed"}]}
        )
        self.assertEqual(child.name, "Renamed")

    def test_an_error_leaves_the_transaction_usable(self):
        def refuse(partners, vals):
            partners.env.cr.execute("UPDATE res_partner SET name = 'half done' WHERE id = %s", [partners.id])
            raise UserError("No.")  # pylint: disable=translation-required

        with patch.object(type(self.env["res.partner"]), "write", refuse):
            error = self.refused(
                "odoo.user", "odoo/write", model="res.partner", ids=self.partner.ids, values={"name": "x"}
            )
        self.assertEqual(error.message, "No.")
        self.env.invalidate_all()
        self.assertEqual(self.partner.name, "Obsthof Beispiel")

    def test_a_serialization_failure_ends_the_attempt_with_the_original(self):
        original = SerializationFailure("could not serialize access")

        def fail(partners, vals):
            raise original

        with patch.object(type(self.env["res.partner"]), "write", fail), self.assertRaises(AttemptOver) as caught:
            self.ask("odoo/write", model="res.partner", ids=self.partner.ids, values={"name": "x"})
        self.assertIs(caught.exception.original, original)

    def test_the_callers_own_rights_count(self):
        user = new_test_user(self.env, "plain", groups="base.group_user")
        self.gateway = Gateway(self.env(user=user.id, su=True))
        read = self.ask("odoo/read", model="res.partner", ids=self.partner.ids, fields={"name": None})
        self.assertEqual(read["records"][0]["name"], "Obsthof Beispiel")
        self.refused("odoo.access", "odoo/write", model="res.partner", ids=self.partner.ids, values={"name": "x"})

    def test_whoever_may_send_may_read_references(self):
        # The sidecar asks for them before it sends, with the rights of a clerk who has no role in the sidecar.
        user = new_test_user(self.env, "plain", groups="base.group_user")
        self.env["sidecar.reference"].with_user(user).search([]).read(["external_id"])

    def test_a_company_of_others_is_refused(self):
        other = self.env["res.company"].create({"name": "Other"})
        user = new_test_user(self.env, "plain", groups="base.group_user")
        self.gateway = Gateway(self.env(user=user.id))
        self.refused("odoo.access", "odoo/read", model="res.partner", ids=[1], fields={}, company_id=other.id)
