"""What service and Odoo remember at a moment, and what of it a later moment has lost or changed."""

import json

from service import Operator

REST = ("settled", "quarantined", "dropped")
# What an entry keeps, however far it goes on.
IDENTITY = (
    "id database flow connection company_id model record record_name revision created_at correlation_id user_id".split()
)
# What it keeps besides while it stands still.
STANDING = "state in_doubt status cause external_id number attempts sent_at settled_at".split()
TABLES = {
    "reference": "SELECT id, model, record, connection, flow, external_id, number, entry FROM sidecar_reference",
    "copied entry": "SELECT sidecar_id, record_name, flow, connection FROM sidecar_entry",
    "copied log line": "SELECT sidecar_id, code, message, record_name FROM sidecar_log",
    "connector": "SELECT id, key, connector, company_id, environment, state FROM sidecar_connection",
    "order": "SELECT id, name, partner_id, state FROM purchase_order",
}


class Memory:
    """
    :param service: running
    :param office: a real Odoo
    """

    def __init__(self, service, office):
        with Operator(service.socket) as operator:
            self.entries = {entry["id"]: entry for entry in operator.entries()}
            self.connections = {row["key"]: row for row in operator.ask("connection/list")["connections"]}
            self.log = {line["id"]: line for line in _lines(operator)}
        self.odoo = {what: {tuple(row) for row in office.query(sql)} for what, sql in TABLES.items()}

    def sentence(self):
        tables = ", ".join(f"{len(rows)} of {what}" for what, rows in self.odoo.items())
        return f"{len(self.entries)} entries, {len(self.log)} log lines, {len(self.connections)} connections; {tables}"

    def lost(self, later):
        """
        :param later: another memory
        :return: sentences about what it does not have, or has otherwise
        """
        found = [f"log line {id_}" for id_, line in self.log.items() if _differs(line, later.log.get(id_))]
        for id_, entry in self.entries.items():
            found += _entry(entry, later.entries.get(id_, {}))
        for key, row in self.connections.items():
            found += _connection(row, later.connections.get(key, {}))
        for what, rows in self.odoo.items():
            found += [f"{what} {row}" for row in sorted(rows - later.odoo[what])]
        return found


def _lines(operator):
    """Every line of the log with its bodies."""
    after = 0
    while after is not None:
        page = operator.ask("log/list", limit=500, after=after)
        for line in page["logs"]:
            yield operator.ask("log/show", log=line["id"]) if line["has_request"] else line
        after = page["next"]


def _differs(before, after):
    return after is None or any(json.dumps(after.get(name)) != json.dumps(value) for name, value in before.items())


def _entry(before, after):
    names = [*IDENTITY, *(STANDING if before["state"] in REST else ())]
    return [
        f"entry {before['id']} {before['record_name']}: {name} was {before[name]}, is {after.get(name)}"
        for name in names
        if after.get(name) != before[name]
    ]


def _connection(before, after):
    """Name and revision are left out: the staged settings change both."""
    left_out = ("name", "revision", "settings", "staged_revision")
    kept = {name: value for name, value in before.items() if name not in left_out}
    found = [
        f"connection {before['key']}: {name} was {value}, is {after.get(name)}"
        for name, value in kept.items()
        if after.get(name) != value
    ]
    for name, value in before["settings"].items():
        if (after.get("settings") or {}).get(name) != value:
            found.append(f"connection {before['key']}: the setting {name} was {value}")
    return found
