"""A stand-in for Odoo in plain Python: the addons' own wire client, and orders in memory with transactions."""

import itertools
import json
import threading
import uuid

from offices import ClickFailed, Office, Order
from partner import TOKEN
from paths import REPOSITORY
from wire import AttemptOver, Client, Refused, WireError

FLOW = "procuros.order.send"
GLN = "4260123450014"
PLAIN = REPOSITORY / "Tests/Connectors/ProcurosTests/Fixtures/order.send/plain/odoo.json"
RELATIONS = {
    "purchase.order": {
        "currency_id": "res.currency",
        "partner_id": "res.partner",
        "company_id": "res.company",
        "picking_type_id": "stock.picking.type",
        "order_line": "purchase.order.line",
        "dest_address_id": "res.partner",
    },
    "res.company": {"partner_id": "res.partner"},
    "res.partner": {"commercial_partner_id": "res.partner"},
    "stock.picking.type": {"warehouse_id": "stock.warehouse"},
    "stock.warehouse": {"partner_id": "res.partner"},
    "purchase.order.line": {"product_id": "product.product", "product_uom_id": "uom.uom"},
}
PLAIN_FIELDS = (
    "name date_order date_planned create_date write_date state ref barcode procuros_is_deposit_product display_type"
    " product_qty procuros_unit_type price_unit discount procuros_require_order_response"
).split()


class StandIn(Office):
    """
    :param socket: of the service
    :param partner: the simulated partner
    """

    users = 4

    def __init__(self, socket, partner):
        self._socket, self._partner_url = str(socket), partner.url
        self._plain = json.loads(PLAIN.read_text())
        self._database = {"uuid": str(uuid.uuid4()), "name": "stand-in", "oid": 16401, "system_identifier": "7301"}
        self._key = str(uuid.uuid4())
        self._ids = itertools.count(1)
        self._orders, self._references, self._locks = {}, {}, {}

    def prepare(self):
        """Saves the connection as an administrator would."""
        connection = {
            "key": self._key,
            "connector": "procuros",
            "name": "Procuros soak",
            "company_id": 1,
            "environment": "test",
            "state": "validated",
            "send_from": None,
            "fetch_from": None,
            "settings": {"external_identifier": GLN, "url": self._partner_url, "api_version": "v2"},
        }
        params = {"connection": connection, "secrets": {"api_token": TOKEN}, "revision": 1}
        self._once("connection/save", params, [])
        self._once("service/health", {}, [{"key": self._key, "revision": 1}])
        return self

    def make_orders(self, count):
        made = [Order(id_, f"S{id_:06}") for id_ in itertools.islice(self._ids, count)]
        for order in made:
            self._locks[order.id] = threading.Lock()
            self._orders[order.id] = order
        return made

    def click(self, order, user=0, trouble=""):
        with self._locks[order.id]:
            try:
                return self._attempts([order.id], {"deadline_ms": 20_000, "origin": "button"}, trouble)[0]["status"]
            except WireError as error:
                raise ClickFailed(str(error)) from error

    def tick(self):
        try:
            while unit := self._once("schedule/tick", {})["unit"]:
                more = {"deadline_ms": 20_000, "origin": "tick", "unit": unit["unit"]}
                self._attempts(unit["ids"], more, "")
        except WireError as error:
            raise ClickFailed(str(error)) from error

    def references(self):
        return {self._orders[id_].name: number for id_, number in self._references.items()}

    def _attempts(self, ids, more, trouble):
        """One transaction, repeated once where it ends in a serialization failure."""
        try:
            return Transaction(self, trouble).run(ids, more)
        except _Serialization:
            return Transaction(self, "").run(ids, more)

    def _once(self, method, params, connections=()):
        client = Client(self._socket, self.hello(list(connections)))
        try:
            return client.call(method, params)
        finally:
            client.close()

    def hello(self, connections=()):
        return {
            "protocol": {"min": 1, "max": 1},
            "client": {"name": "odoo-addon", "version": "1"},
            "database": {**self._database, "neutralized": False},
            "odoo": {"series": "18.0", "registry": "1"},
            "addons": {},
            "user": {"id": 2, "login": "soak", "lang": "en_US", "tz": "Europe/Berlin"},
            "companies": [1],
            "connections": list(connections),
        }

    def record(self, id_):
        order = self._orders[id_]
        named = {"id": id_, "display_name": order.name, "name": order.name, "create_date": "2025-03-10T09:00:00Z"}
        return {**self._plain, **named}


class _Serialization(Exception):
    """PostgreSQL ends the transaction; Odoo runs the button again."""


class Transaction:
    """What one request of Odoo does with the sidecar: ask, write, commit, say so."""

    def __init__(self, office, trouble):
        self._office, self._trouble = office, trouble
        self._written = {}
        self._client = Client(office._socket, office.hello)

    def run(self, ids, more):
        """
        :return: the outcomes
        :raises ClickFailed: when the worker was killed or the transaction rolled back
        """
        params = {"flow": FLOW, "connection": self._office._key, "ids": ids, "company_id": 1, **more}
        try:
            outcomes = self._client.call("flow/run", params, 20, self._serve)["documents"]
            if self._trouble in ("rollback", "die_sent"):
                raise ClickFailed(self._trouble)
            self._office._references.update(self._written)
            if self._trouble == "die_committed":
                raise ClickFailed(self._trouble)
            self._say_settled(outcomes)
            return outcomes
        finally:
            self._client.close()

    def _say_settled(self, outcomes):
        done = [outcome["entry"] for outcome in outcomes if outcome["entry"] and outcome["state"] == "delivered"]
        try:
            if done:
                self._client.call("entry/settled", {"entries": done}, 3)
        except (WireError, Refused):
            pass  # the next tick will

    def _serve(self, method, params):
        if method == "odoo/fields":
            return {"models": {model: _fields(model) for model in params["models"]}}
        if method == "odoo/read":
            if self._trouble == "die_before":
                raise ClickFailed("die_before")
            records = [self._office.record(id_) for id_ in params["ids"]]
            return {"records": records, "missing": [], "uncommitted": [], "next": None}
        return {"result": self._bring(params)} if method == "odoo/call" else None

    def _bring(self, params):
        if params["method"] != "bring":
            return None
        if self._trouble == "serialize":
            raise AttemptOver(_Serialization())
        arguments = params["arguments"]
        before = self._office._references.get(arguments["record"])
        self._written[arguments["record"]] = arguments["external_id"]
        return {"changed": before != arguments["external_id"]}


def _fields(model):
    known = {name: {"type": "char", "relation": None} for name in PLAIN_FIELDS}
    relations = RELATIONS.get(model, {})
    return {**known, **{name: {"type": "many2one", "relation": relation} for name, relation in relations.items()}}
