from unittest.mock import patch

from odoo.addons.sidecar.models import sidecar_mixin
from odoo.addons.sidecar.talk import Talk
from odoo.addons.sidecar.wire.testing import HangUp
from odoo.exceptions import AccessError
from odoo.tests.common import new_test_user, tagged

from .common import FLOW, ProcurosCase, issue

PAGE = 2


@tagged("post_install", "-at_install")
class TestRun(ProcurosCase):
    """More orders than a click can wait for go out page by page in the tick."""

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(sidecar_mixin, "PAGE", PAGE))
        self.vendor.procuros_require_order_response = True
        self.buyer = new_test_user(self.env, "buyer", groups="purchase.group_purchase_user")
        self.orders = self.order | self.make_order() | self.make_order() | self.make_order() | self.make_order()
        self.settle()

    def start(self):
        action = self.orders.with_user(self.buyer).action_procuros_send()
        self.assertEqual(action["res_model"], "sidecar.run")
        self.commit()
        return self.env["sidecar.run"].browse(action["res_id"])

    def pages(self):
        return [asked["ids"] for asked in self.sidecar.params("flow/run")]

    def test_the_click_starts_it_and_the_tick_works_it_off(self):
        users = []
        connection = type(self.env["sidecar.mixin"])._sidecar_run_page

        def noting(documents, flow, options):
            users.append((documents.env.user, documents.env.su))
            return connection(documents, flow, options)

        run = self.start()
        self.assertFalse(self.pages(), "nothing leaves in the click")
        self.assertEqual((run.total, run.progress, run.state), (5, 0, "running"))
        with patch.object(type(self.env["purchase.order"]), "_sidecar_run_page", noting):
            self.tick()
        ids = self.orders.ids
        self.assertEqual(self.pages(), [ids[:2], ids[2:4], ids[4:]])
        self.assertEqual(set(users), {(self.buyer, False)}, "the rights of who clicked")
        self.assertEqual((run.done, run.failed, run.progress, run.state), (5, 0, 100, "done"))
        self.assertFalse(run.line_ids)
        self.assertTrue(all(self.orders.mapped("procuros_transaction_id")))

    def test_cancel_stops_after_the_page_that_is_under_way(self):
        run = self.start()
        send = self.send

        def cancelled_meanwhile(params, ask):
            run.with_user(self.buyer).action_cancel()
            return send(params, ask)

        self.sidecar.handlers["flow/run"] = cancelled_meanwhile
        self.tick()
        self.assertEqual((run.state, run.done, len(run.ids_left)), ("cancelled", 2, 3))
        self.assertEqual(len(self.pages()), 1)
        self.assertEqual(run.action_documents()["domain"], [("id", "in", self.orders.ids[2:])])

    def test_what_needs_somebody_is_listed_with_its_record(self):
        self.sidecar.handlers["flow/run"] = self.refuse_the_second
        run = self.start()
        self.tick()
        self.assertEqual((run.done, run.failed, run.waiting), (3, 1, 1))
        self.assertEqual(run.line_ids.mapped("document"), [self.orders[1].name])
        self.assertEqual(run.line_ids.action_open()["res_model"], "product.product")

    def refuse_the_second(self, params, ask):
        def outcome(order):
            record = {"id": order.id, "display_name": order.name}
            if order == self.orders[1]:
                juice = {"model": "product.product", "record": self.juice.id, "field": "barcode"}
                return self.outcome(record, "issues", issues=[issue("x.y", "No barcode.", record, **juice)])
            return self.outcome(record, "waiting" if order == self.orders[2] else "sent")

        return {"documents": [outcome(self.env["purchase.order"].browse(id_)) for id_ in params["ids"]]}

    def test_without_a_service_it_waits_and_goes_on_later(self):
        run = self.start()

        def hang_up(params, ask):
            raise HangUp

        self.sidecar.handlers["flow/run"] = hang_up
        self.tick()
        self.assertEqual((run.state, len(run.ids_left)), ("running", 5))
        self.sidecar.handlers["flow/run"] = self.send
        self.tick()
        self.assertEqual((run.state, run.done), ("done", 5))

    def test_who_lost_the_right_meanwhile_sends_nothing(self):
        run = self.start()
        groups = "groups_id" if "groups_id" in self.buyer._fields else "group_ids"
        self.buyer[groups] = [(6, 0, self.env.ref("base.group_user").ids)]
        self.tick()
        self.assertFalse(self.pages())
        self.assertEqual((run.state, run.failed), ("done", 5))

    def test_a_document_in_somebodys_click_comes_last(self):
        run = self.start()
        held = self.orders[0]
        lock = type(self.env["sidecar.tick"])._sidecar_lock_free
        turns = []

        def busy_once(tick, model, ids):
            turns.append(ids)
            return [id_ for id_ in lock(tick, model, ids) if id_ != held.id or len(turns) > 1]

        with patch.object(type(self.env["sidecar.tick"]), "_sidecar_lock_free", busy_once):
            self.tick()
        self.assertEqual((run.state, run.done), ("done", 5))

    def test_older_documents_are_asked_about_at_the_end(self):
        record = {"id": self.order.id, "display_name": self.order.name}
        self.answer(self.outcome(record, "confirm"))
        run = self.env["sidecar.run"].browse(self.env["sidecar.run"]._sidecar_start(self.order, FLOW)["res_id"])
        self.tick()
        self.assertEqual((run.confirm_count, run.failed), (1, 1))
        self.sidecar.handlers["flow/run"] = self.send
        self.assertEqual(run.action_confirm()["tag"], "display_notification")
        self.assertIs(self.sidecar.params("flow/run")[-1]["confirmed"], True)
        self.assertFalse(run.confirm_count)

    def test_people_see_their_own_runs_and_cannot_change_them(self):
        run = self.start()
        other = new_test_user(self.env, "other", groups="purchase.group_purchase_user")
        self.assertFalse(self.env["sidecar.run"].with_user(other).search([]))
        with self.assertRaises(AccessError):
            run.with_user(self.buyer).write({"done": 7})
        run.with_user(self.buyer).action_cancel()
        self.assertEqual(run.state, "cancelled")


@tagged("post_install", "-at_install")
class TestRequest(ProcurosCase):
    """What shall go out as part of another action goes out after its commit."""

    def setUp(self):
        super().setUp()
        self.vendor.procuros_require_order_response = True
        self.buyer = new_test_user(self.env, "buyer", groups="purchase.group_purchase_user")
        self.orders = self.order | self.make_order()
        self.settle()

    def requests(self):
        return self.env["sidecar.request"].search([])

    def test_it_is_written_with_the_action_and_sent_by_the_tick(self):
        triggers = self.env["ir.cron.trigger"].search_count([])
        self.orders.with_user(self.buyer)._sidecar_request(FLOW)
        self.assertFalse(self.sidecar.heard, "nothing of a partner can fail in the action")
        self.assertEqual(self.requests().user_id, self.buyer)
        self.assertGreater(self.env["ir.cron.trigger"].search_count([]), triggers)
        self.tick()
        self.assertEqual([asked["ids"] for asked in self.sidecar.params("flow/run")], [self.orders.ids])
        self.assertTrue(all(self.orders.mapped("procuros_transaction_id")))
        self.assertFalse(self.requests())

    def test_it_is_kept_while_the_service_is_down(self):
        self.orders._sidecar_request(FLOW)
        with patch.dict("os.environ", {"ODOO_SIDECAR_SOCKET": "/nowhere/sidecar.sock"}):
            Talk.forget(self.env)
            self.tick()
        self.assertEqual(len(self.requests()), 2)
        self.tick()
        self.assertFalse(self.requests())

    def test_what_the_system_asked_for_runs_as_the_connections_user(self):
        self.connection.user_id = self.buyer
        self.settle()
        with patch.object(type(self.env["purchase.order"]), "_sidecar_run_page", autospec=True) as run:
            self.order.with_user(self.env.ref("base.user_root"))._sidecar_request(FLOW)
            self.tick()
        documents = run.call_args.args[0]
        self.assertEqual((documents.env.user, documents.env.su), (self.buyer, False))

    def test_a_failure_of_a_partner_is_an_answer(self):
        record = {"id": self.order.id, "display_name": self.order.name}
        self.answer(self.outcome(record, "rejected", failure={"code": "x", "message": "No."}))
        self.order._sidecar_request(FLOW)
        self.tick()
        self.assertFalse(self.requests())

    def test_one_that_cannot_be_sent_keeps_no_other_waiting(self):
        guest = new_test_user(self.env, "guest", groups="base.group_user")
        self.order.with_user(guest).sudo()._sidecar_request(FLOW)
        self.orders[1]._sidecar_request(FLOW)
        self.tick()
        self.assertEqual(self.requests().record, self.order.id)
        self.assertTrue(self.requests().problem)
        self.assertTrue(self.orders[1].procuros_transaction_id)

    def test_a_document_that_is_gone_is_forgotten(self):
        order = self.make_order()
        order._sidecar_request(FLOW)
        order.button_cancel()
        order.unlink()
        self.tick()
        self.assertFalse(self.requests())
        self.assertFalse(self.sidecar.params("flow/run"))
