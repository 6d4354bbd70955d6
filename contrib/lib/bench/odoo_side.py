"""Odoo's side of the wire, answering at once from one order: for measuring what is not Odoo."""

import json
import socket
import time
from pathlib import Path

ORDER = Path(__file__).resolve().parents[3] / "Tests/Connectors/ProcurosTests/Fixtures/order.send/plain/odoo.json"
KEY = "0d9c6c1e-5a52-4a44-9a0e-3f6c8d1f2b70"
FLOW = "procuros.order.send"
RELATIONS = {
    "commercial_partner_id": "res.partner",
    "company_id": "res.company",
    "currency_id": "res.currency",
    "dest_address_id": "res.partner",
    "order_line": "purchase.order.line",
    "partner_id": "res.partner",
    "picking_type_id": "stock.picking.type",
    "product_id": "product.product",
    "product_uom_id": "uom.uom",
    "warehouse_id": "stock.warehouse",
}


def operator_hello():
    return {"protocol": {"min": 1, "max": 1}, "client": {"name": "bench", "version": "1"}}


def hello(revision):
    """`session/hello` of one database whose connection has this committed revision."""
    return {
        "protocol": {"min": 1, "max": 1},
        "client": {"name": "odoo-addon", "version": "1.0.0"},
        "database": {
            "uuid": "5b6e1f0a-9f2a-4c1b-8a65-2f6a5f0f7b11",
            "name": "bench",
            "oid": 16401,
            "system_identifier": "7301234567890123456",
            "neutralized": False,
        },
        "odoo": {"series": "18.0", "registry": "1"},
        "addons": {"sidecar": "1.0.0", "sidecar_procuros": "1.0.0"},
        "user": {"id": 2, "login": "anna", "lang": "en_US", "tz": "Europe/Berlin"},
        "companies": [1],
        "connections": [{"key": KEY, "revision": revision}],
    }


def connection(url, revision):
    """Params of `connection/save` for a Procuros account at `url`."""
    return {
        "connection": {
            "key": KEY,
            "connector": "procuros",
            "name": "Procuros bench",
            "company_id": 1,
            "environment": "test",
            "state": "validated",
            "send_from": None,
            "fetch_from": None,
            "settings": {"external_identifier": "4260123450045", "url": url, "api_version": "v2"},
        },
        "secrets": {"api_token": "bench-token"},
        "revision": revision,
    }


def line(message):
    return json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class OdooSide:
    """One peer. `spent` is the time in seconds that its answers to reverse calls took on this side."""

    def __init__(self, path):
        self.spent = 0.0
        self._stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._stream.connect(path)
        self._held = b""
        self._last = 0
        self._order = json.loads(ORDER.read_text(encoding="utf-8"))
        self._order["create_date"] = "2025-03-10T09:15:00Z"
        self._order["partner_id"]["procuros_require_order_response"] = False
        self._fields = _fields("purchase.order", self._order, {})

    def close(self):
        self._stream.close()

    def call(self, method, params):
        """Ask, answer what comes back, and wait.

        :return: the result
        :raises RuntimeError: when the sidecar answers with an error
        """
        self._last += 1
        self._stream.sendall(line({"id": self._last, "method": method, "params": params}))
        while True:
            text = self._receive()
            begun = time.perf_counter()
            message = json.loads(text)
            if "method" not in message:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            if "id" in message:
                self._stream.sendall(
                    line({"id": message["id"], "result": self._answer(message["method"], message["params"])})
                )
                self.spent += time.perf_counter() - begun

    def run(self, record):
        """Click on one order.

        :return: its outcome
        """
        params = {
            "flow": FLOW,
            "connection": KEY,
            "ids": [record],
            "company_id": 1,
            "deadline_ms": 20000,
            "origin": "button",
        }
        return self.call("flow/run", params)["documents"][0]

    def _receive(self):
        while b"\n" not in self._held:
            data = self._stream.recv(1 << 16)
            if not data:
                raise RuntimeError("the sidecar closed the peer")
            self._held += data
        text, self._held = self._held.split(b"\n", 1)
        return text

    def _answer(self, method, params):
        if method == "odoo/fields":
            return {"models": {model: self._fields.get(model) for model in params["models"]}}
        if method == "odoo/read":
            return {
                "records": [self._document(id_) for id_ in params["ids"]],
                "missing": [],
                "uncommitted": [],
                "next": None,
            }
        if method == "odoo/call":
            return {"result": {"changed": True}}
        return {"ids": params.get("ids") or []}

    def _document(self, id_):
        name = f"P{id_:05d}"
        return {**self._order, "id": id_, "display_name": name, "name": name}


def _fields(model, record, known):
    """Fields of every model that the order touches, from the order itself."""
    mine = known.setdefault(model, {})
    for name, value in record.items():
        relation = RELATIONS.get(name)
        mine[name] = {"type": "many2one" if relation else "char", "relation": relation}
        for below in value if isinstance(value, list) else [value]:
            if isinstance(below, dict):
                _fields(relation, below, known)
    return known
