import logging

from odoo import api, fields, models
from psycopg2 import sql
from psycopg2.extras import Json, execute_values

from ..values import storable, wire_time

_logger = logging.getLogger(__name__)

MIRROR_SECONDS = 5.0
PAGE = 500
READ_ONLY = ("copy", "neutralized")  # what hello says of a database from which nothing is sent
MAX_PAGES = 20

_ENTRY_TEXTS = "flow connection model record_name state cause cause_text external_id number url correlation_id".split()
_ENTRY_TIMES = "next_attempt_at created_at updated_at sent_at settled_at".split()
_ENTRY_NUMBERS = "seq record revision attempts".split()
_LOG_TEXTS = "level code message correlation_id flow connection model record_name method url page status".split()
_LOG_NUMBERS = "seq record duration_ms".split()
_SHOWN = {
    "proposed": "proposed",
    "pending": "waiting",
    "sending": "sending",
    "delivered": "sent",
    "settled": "sent",
    "quarantined": "issues",
    "dropped": "ignored",
}


class SidecarMirror(models.Model):
    """How far the copies of the sidecar's ledger and log reach; one row."""

    _name = "sidecar.mirror"
    _description = "State of the mirror"

    epoch = fields.Char(help="Changes when the sidecar starts a new ledger; the copies are then made anew.")
    after = fields.Char(help="Opaque position in the sidecar's ledger and log.")
    database_status = fields.Char()
    database_looks_like = fields.Char()

    @api.model
    def _sidecar_mirror(self, client):
        """Bring the copies up to date. The one writer; its environment has a cursor of its own.

        Two at once are harmless: the row of the newer sequence number wins, and who comes second in one row fails as
        a whole and is made good by the next run.

        :param client: an open Client whose hello was answered
        :raises WireError: no answer
        """
        mark = self.search([], limit=1) or self.create({})
        for _page in range(MAX_PAGES):
            params = {"after": mark.after or None, "epoch": mark.epoch or None, "limit": PAGE}
            news = storable(client.call("mirror/since", params, MIRROR_SECONDS))
            if mark.epoch and news["epoch"] != mark.epoch:
                self._sidecar_forget()
            self._sidecar_take(news)
            self._sidecar_move(mark, {"epoch": news["epoch"], "after": _text(news["last"])})
            if not news["more"]:
                break
        self._sidecar_move(mark, self._sidecar_database_state(client))
        self.env.flush_all()

    @api.model
    def _sidecar_move(self, mark, values):
        # Written only where it differs: clicks at the same time would fight for this row.
        changed = {name: value for name, value in values.items() if (mark[name] or None) != (value or None)}
        if changed:
            mark.write(changed)

    @api.model
    def _sidecar_database_state(self, client):
        state = (client.welcome or {}).get("database") or {}
        return {"database_status": state.get("status"), "database_looks_like": state.get("looks_like")}

    @api.model
    def _sidecar_notice(self):
        """Why nothing is sent from this database, or False when it is the real one.

        :return: text for a banner
        """
        # sudo: one row without secrets; every user of a document sees the banner.
        mark = self.sudo().search([], limit=1)
        if mark.database_status not in READ_ONLY:
            return False
        params = {"database": mark.database_looks_like or ""}
        return self.env["sidecar.messages"]._sidecar_message(f"database.{mark.database_status}", "", params)

    @api.model
    def _sidecar_forget(self):
        """The sidecar has a new ledger (restored, or set up anew): what was copied from the old one means nothing."""
        self.env.cr.execute("DELETE FROM sidecar_entry")
        self.env.cr.execute("DELETE FROM sidecar_log")
        self.env.invalidate_all()

    @api.model
    def _sidecar_take(self, news):
        named = {row.get("company_id") or 0 for row in news["entries"] + news["logs"]}
        companies = set(self.env["res.company"].browse(named).exists().ids)
        self._sidecar_upsert("sidecar_entry", [_entry(row, companies) for row in news["entries"]])
        self._sidecar_upsert("sidecar_log", [_log(row, companies) for row in news["logs"]])

    @api.model
    def _sidecar_upsert(self, table, rows):
        """Insert or bring up to date by sidecar id; an older sequence number never overwrites a newer one."""
        rows = list({row["sidecar_id"]: row for row in sorted(rows, key=lambda row: row["seq"])}.values())
        if not rows:
            return
        columns = list(rows[0])
        statement = sql.SQL(
            "INSERT INTO {table} ({columns}) VALUES %s ON CONFLICT (sidecar_id) DO UPDATE SET ({columns}) = "
            "ROW ({news}) WHERE {table}.seq <= excluded.seq"
        ).format(
            table=sql.Identifier(table),
            columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
            news=sql.SQL(", ").join(sql.SQL("excluded.{}").format(sql.Identifier(name)) for name in columns),
        )
        cursor = self.env.cr._cnx.cursor()
        execute_values(cursor, statement.as_string(cursor), [list(row.values()) for row in rows])
        self.env.invalidate_all()


def _text(value):
    return None if value is None else str(value)


def _common(row, texts, numbers, companies):
    company = row.get("company_id")
    values = {"sidecar_id": str(row["id"]), "company_id": company if company in companies else None}
    values["connector"] = (row.get("flow") or "").split(".")[0] or None
    values.update((name, _text(row.get(name))) for name in texts)
    values.update((name, row.get(name) or 0) for name in numbers)
    return values


def _entry(row, companies):
    """`Entry` of the specification as a row of sidecar_entry."""
    values = _common(row, _ENTRY_TEXTS, _ENTRY_NUMBERS, companies)
    values.update((name, wire_time(row.get(name))) for name in _ENTRY_TIMES)
    values["is_arrival"] = row.get("direction") == "in"
    values["in_doubt"] = bool(row.get("in_doubt"))
    values["user"] = row.get("user_id") or 0
    values["shown"] = _shown(row)
    values["cause_group"] = values["cause_text"] or "–"
    for name in ("issues", "failure"):
        values[name] = Json(row[name]) if row.get(name) else None
    return values


def _shown(row):
    if row.get("in_doubt"):
        return "in_doubt"
    if row.get("direction") == "in" and row["state"] in ("delivered", "settled"):
        return "received"
    if row.get("status") == "accepted" and row["state"] in ("delivered", "settled"):
        return "accepted"
    return _SHOWN.get(row["state"])


def _log(row, companies):
    """`Log` of the specification as a row of sidecar_log."""
    values = _common(row, _LOG_TEXTS, _LOG_NUMBERS, companies)
    values["at"] = wire_time(row.get("at"))
    values["entry"] = _text(row.get("entry"))
    values["has_request"] = bool(row.get("has_request"))
    values["has_response"] = bool(row.get("has_response"))
    return values
