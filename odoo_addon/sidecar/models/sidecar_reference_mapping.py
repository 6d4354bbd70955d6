from odoo import _, api, fields, models
from odoo.exceptions import ValidationError


class SidecarReference(models.Model):
    """What people say of the partner's records: which record of Odoo each one is."""

    _inherit = "sidecar.reference"

    kind_name = fields.Char("Kind", compute="_compute_kind_name")
    connection_name = fields.Char("Connector", compute="_compute_connection_name")
    target_name = fields.Char("In Odoo", compute="_compute_target_name")

    @api.model
    def _sidecar_link_kinds(self):
        """The kinds of the partner's records that people may link; connector addons add theirs.

        :return: dict of kind, for example `procurify.account_code`, → (model of Odoo, name of the kind)
        """
        return {}

    @api.model
    def _sidecar_kind_name(self, kind):
        return self._sidecar_link_kinds().get(kind, (None, kind))[1]

    @api.depends("flow")
    def _compute_kind_name(self):
        for reference in self:
            reference.kind_name = self._sidecar_kind_name(reference.flow)

    def _compute_connection_name(self):
        # sudo: the name of the account is no secret to whoever may see the link.
        connections = self.env["sidecar.connection"].sudo().with_context(active_test=False)
        names = {row.key: row.name for row in connections.search([("key", "in", self.mapped("connection"))])}
        for reference in self:
            reference.connection_name = names.get(reference.connection)

    @api.depends("model", "record")
    def _compute_target_name(self):
        for model, rows in self.grouped("model").items():
            present = rows._sidecar_present(model, rows.mapped("record"))
            for row in rows:
                # Asked with the user's own rights: the name of a record that one may not read is not shown.
                record = self.env[model].browse(row.record) if row.record in present else None
                row.target_name = record.display_name if record is not None else False

    # -- by hand: what follows runs with the rights of whoever does it

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [self._sidecar_by_hand(dict(vals)) for vals in vals_list]
        references = super().create(vals_list)
        references._sidecar_check_by_hand()
        return references

    def write(self, vals):
        if self.env.su or not {"model", "record", "external_id", *self._sidecar_pickers().values()} & set(vals):
            return super().write(vals)
        done = super().write({**vals, "is_mapping": True})
        self._sidecar_check_by_hand()
        return done

    @api.model
    def _sidecar_by_hand(self, vals):
        """What a person left out: the model that the kind has, the record that was chosen, the connector.

        :raises ValidationError: when no record was chosen, or the id has one already
        """
        kind = vals.get("flow")
        model = vals["model"] = self._sidecar_link_kinds().get(kind, (vals.get("model"), ""))[0]
        chosen = {name: self._sidecar_chosen(vals.pop(field, 0)) for name, field in self._sidecar_pickers().items()}
        vals["record"] = chosen.get(model) or vals.get("record")
        if not vals["record"]:
            raise ValidationError(_("Choose what %s is in Odoo.", vals.get("number") or vals.get("external_id") or "–"))
        connection = self._sidecar_connection_for(kind, vals.get("connection"))
        vals.update(is_mapping=True, is_arrival=False, connection=connection.key, company_id=connection.company_id.id)
        vals["external_id"] = (vals.get("external_id") or "").strip()
        # Before the row is there: PostgreSQL would refuse it without a name.
        self.new(vals)._sidecar_check_single()
        return vals

    @api.model
    def _sidecar_connection_for(self, kind, key=None):
        """The connector a link by hand belongs to: the one that is named, else the present company's.

        :raises ValidationError: when there is none, or it is another company's
        """
        # sudo: whoever may link records need not be allowed to see the settings of the connector.
        connections = self.env["sidecar.connection"].sudo()
        connector = (kind or "").split(".")[0]
        domain = [("connector", "=", connector), ("company_id", "in", self.env.companies.ids)]
        if key:
            found = connections.search([*domain, ("key", "=", key)])
        else:
            own = [*domain, ("company_id", "=", self.env.company.id)]
            found = connections.search(own, order="state desc, id", limit=1)
        if not found:
            params = {"company": self.env.company.name, "connector": connector.capitalize()}
            raise ValidationError(self.env["sidecar.messages"]._sidecar_message("connection.missing", "", params))
        return found

    def _sidecar_check_by_hand(self):
        """Refuse a link that is none: without an id, to a record that is gone, or the second of an id.

        :raises ValidationError: as said
        """
        for reference in self if not self.env.su else self.browse():
            if not reference.external_id:
                raise ValidationError(_("Enter the partner's id of the line."))
            if not reference._sidecar_present(reference.model, [reference.record]):
                raise ValidationError(_("The record that was chosen for %s does not exist.", reference.external_id))
            reference._sidecar_check_company()
            reference._sidecar_check_single()

    def _sidecar_check_company(self):
        """Refuse a record of another company than the connector's.

        :raises ValidationError: as said
        """
        record = self.env[self.model].browse(self.record)
        if not {"company_id", "company_ids"} & set(record._fields):
            return
        if self.company_id and not record.filtered_domain(record._check_company_domain(self.company_id)):
            raise ValidationError(
                _(
                    "%(name)s does not belong to %(company)s.",
                    name=record.display_name,
                    company=self.company_id.name,
                )
            )

    def _sidecar_check_single(self):
        """Refuse a second link of an id, which would make it a matter of chance what the id is.

        :raises ValidationError: as said
        """
        key = [(name, "=", self[name]) for name in ("connection", "flow", "external_id")]
        # sudo: also one this user may not see; rows that are not there yet have no id.
        found = self.sudo().search([*key, ("is_arrival", "=", False), ("id", "not in", self._origin.ids)], limit=1)
        if found:
            sentence = _("%(kind)s %(id)s is %(name)s already. Change that line instead.")
            values = {"kind": self.kind_name, "id": self.external_id, "name": found.target_name or "–"}
            raise ValidationError(sentence % values)

    @api.model
    def _sidecar_map(self, connection, kind, external_id, record, name=None):
        """Say which record an id of the partner is, whatever it was before; with the rights of whoever says so.

        :param connection: key of the connector
        :param name: how people know the id, for example `6100 Shop supplies`
        :return: sidecar.reference
        :raises AccessError: when this user may not
        :raises ValidationError: for a record of another company
        """
        model = self._sidecar_link_kinds()[kind][0]
        company = self._sidecar_connection_for(kind, connection).company_id
        key = {"connection": connection, "flow": kind, "external_id": external_id}
        held = self.search([*((field, "=", value) for field, value in key.items()), ("is_arrival", "=", False)])
        values = {"model": model, "record": record, **({"number": name} if name else {})}
        if held:
            held[1:].unlink()
            held[:1].write({**values, "is_mapping": True, "company_id": company.id})
        mapped = held[:1] or self.create({**key, **values, "is_mapping": True, "company_id": company.id})
        mapped._sidecar_check_company()
        return mapped

    @api.model
    def _sidecar_mapped(self, connection, kind):
        """
        :return: set of the ids of a kind that have a record
        """
        # sudo: a line of another company's record counts as well.
        domain = [("connection", "=", connection), ("flow", "=", kind), ("is_arrival", "=", False)]
        return set(self.sudo().search(domain).mapped("external_id"))

    @api.model
    def _sidecar_may_link(self, kind):
        """Whether this user may say what the records of a kind are."""
        # 18 and later have one word for it; 17 asks for the right, and both ask the rules for the kind.
        if hasattr(self, "has_access"):
            may = self.browse().has_access("create")
        else:
            may = self.check_access_rights("create", raise_exception=False)
        rules = self.env["ir.rule"]._compute_domain(self._name, "create")
        row = self.new({"flow": kind, "company_id": self.env.company.id})
        return may and bool(row.filtered_domain(rules or []))

    def _sidecar_follow_mapping(self, key, external_id):
        """Leave what a person said of an id, but for a record that is another one since.

        :param key: dict of model, record, connection and flow, as `bring` was asked
        :return: True when a person has said what the id is
        """
        names = ("connection", "flow")
        domain = [*((name, "=", key[name]) for name in names), ("external_id", "=", external_id or False)]
        mapping = self.search([*domain, ("is_mapping", "=", True)]) if external_id else self.browse()
        if mapping and mapping.record != key["record"]:
            mapping.write({"record": key["record"]})
        return bool(mapping)
