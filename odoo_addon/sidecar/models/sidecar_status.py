from collections.abc import Iterable

from odoo import _, api, fields, models

SHOWN = [
    ("not_sent", "Not sent"),
    ("proposed", "To confirm"),
    ("waiting", "Waiting"),
    ("sending", "Sending"),
    ("in_doubt", "In doubt"),
    ("sent", "Sent"),
    ("received", "Received"),
    ("accepted", "Accepted, not forwarded"),
    ("issues", "Issues"),
    ("ignored", "Ignored"),
]


def several(value):
    """The values of a leaf, of which there are many for `in`; 19 has a set of its own for them."""
    return value if isinstance(value, Iterable) and not isinstance(value, str) else [value]


class SidecarStatus(models.AbstractModel):
    """What a document shows of its way to a partner; read from the mirror and the references, stored nowhere."""

    _name = "sidecar.status"
    _description = "State of a document at a partner"

    sidecar_notice = fields.Char(compute="_compute_sidecar_notice")

    def _compute_sidecar_notice(self):
        self.sidecar_notice = self.env["sidecar.mirror"]._sidecar_notice()

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Each connector's addon brings the notice to its views; a document that several know shows it once."""
        arch, view = super()._get_view(view_id, view_type, **options)
        for again in arch.xpath("(//div[field[@name='sidecar_notice']])[position() > 1]"):
            again.getparent().remove(again)
        return arch, view

    def _sidecar_latest(self, flow):
        """The last entry of each document for a flow.

        :return: dict of record id → sidecar.entry (sudo)
        """
        # sudo: the state of a document is for everybody who may read the document itself.
        entries = self.env["sidecar.entry"].sudo()
        found = entries.search(
            [("model", "=", self._name), ("flow", "=", flow), ("record", "in", self.ids)], order="seq"
        )
        return {entry.record: entry for entry in found}

    def _sidecar_references(self, flow):
        """The partner's id of each document.

        :return: dict of record id → sidecar.reference (sudo)
        """
        # sudo: as above.
        references = self.env["sidecar.reference"].sudo()
        found = references.search([("model", "=", self._name), ("flow", "=", flow), ("record", "in", self.ids)])
        return {reference.record: reference for reference in found}

    def _sidecar_arrivals(self, flow):
        """The newest document of the partner behind each record.

        :return: dict of record id → sidecar.reference (sudo)
        """
        # sudo: as above.
        references = self.env["sidecar.reference"].sudo()
        domain = [
            ("model", "=", self._name),
            ("flow", "=", flow),
            ("record", "in", self.ids),
            ("is_arrival", "=", True),
        ]
        return {reference.record: reference for reference in references.search(domain, order="id")}

    def _sidecar_banner(self, partner, reference, is_cancelled):
        """What the partner still has although the document says otherwise, or False.

        :param partner: the partner system's name
        :param reference: sidecar.reference of the document, or nothing
        """
        if not reference or not (is_cancelled or reference.changed_at):
            return False
        values = {"partner": partner, "name": self.display_name}
        values["number"] = reference.number or reference.external_id or "–"
        if is_cancelled:
            return _("%(partner)s still has %(name)s (number %(number)s). Cancel it there too.", **values)
        day = fields.Date.to_string(fields.Datetime.context_timestamp(self, reference.changed_at).date())
        return _(
            "%(partner)s still has %(name)s as it was sent (number %(number)s); by %(day)s it had been changed here.",
            day=day,
            **values,
        )

    def _sidecar_shown(self, flow):
        """dict of record id → one of SHOWN; a document without entry and reference is not in it."""
        shown = dict.fromkeys(self._sidecar_references(flow), "sent")
        shown.update((record, entry.shown) for record, entry in self._sidecar_latest(flow).items())
        return shown

    @api.model
    def _sidecar_shown_domain(self, flow, shown):
        """Domain of the documents whose last entry for a flow shows one of these."""
        return self._sidecar_within(
            "SELECT record FROM (SELECT DISTINCT ON (record) record, shown FROM sidecar_entry"
            " WHERE model = %s AND flow = %s ORDER BY record, seq DESC) latest WHERE shown = ANY(%s)"
            " UNION SELECT record FROM sidecar_reference WHERE 'sent' = ANY(%s) AND model = %s AND flow = %s"
            " AND record NOT IN (SELECT record FROM sidecar_entry WHERE model = %s AND flow = %s)",
            [self._name, flow, list(shown), list(shown), self._name, flow, self._name, flow],
        )

    @api.model
    def _sidecar_known_domain(self, flow):
        """Domain of the documents that have an entry or a reference for a flow."""
        return self._sidecar_within(
            "SELECT record FROM sidecar_entry WHERE model = %s AND flow = %s"
            " UNION SELECT record FROM sidecar_reference WHERE model = %s AND flow = %s",
            [self._name, flow, self._name, flow],
        )

    @api.model
    def _sidecar_wanted(self, operator, value):
        """Which of SHOWN, and False for none of them, a leaf on a state asks for."""
        named = set(several(value))
        if operator in ("!=", "not in"):
            return {False, *dict(SHOWN)} - named
        return named

    @api.model
    def _sidecar_reference_domain(self, flows, operator, value, column="external_id", connection=None):
        """Domain of the documents whose partner's id for any of these flows compares so; empty means without one.

        :param column: of sidecar.reference, a text; `external_id` or for example `number`
        :param connection: key of the one connection that counts
        """
        base = f"SELECT record FROM sidecar_reference WHERE model = %s AND flow = ANY(%s) AND {column} IS NOT NULL"
        params = [self._name, list(flows)]
        if connection is not None:
            base, params = f"{base} AND connection = %s", [*params, connection]
        values = list(several(value))
        texts = [text for text in values if text]
        if operator in ("=", "!=", "in", "not in"):
            found = self._sidecar_within(f"{base} AND {column} = ANY(%s)", [*params, texts])
            if len(texts) < len(values):
                found = ["|", *found, "!", *self._sidecar_within(base, params)]
        else:
            found = self._sidecar_within(f"{base} AND {column} ILIKE %s", [*params, f"%{value or ''}%"])
        return ["!", *found] if operator in ("!=", "not in", "not ilike", "not like") else found

    @api.model
    def _sidecar_within(self, select, params):
        """A domain from a SELECT of record ids: a subquery, however many there are."""
        self.env["sidecar.entry"].flush_model()
        self.env["sidecar.reference"].flush_model()
        query = self.with_context(active_test=False).sudo()._search([])  # sudo: rules apply to the outer search
        query.add_where(f'"{self._table}".id IN ({select})', params)
        return [("id", "in", query)]
