from odoo import _, api, models
from odoo.exceptions import ValidationError


class ProcountorLink(models.AbstractModel):
    """Which record of Procountor a record of Odoo is: a reference for each record, kind of link and connector."""

    _name = "procountor.link"
    _inherit = "sidecar.status"
    _description = "A record that Procountor has too"

    @api.model
    def _procountor_connection(self):
        """The connector of the present company: its validated one, else the one chosen for it.

        :return: sidecar.connection (sudo)
        """
        return self.env.company._procountor_connection()

    def _procountor_links(self, kind):
        """
        :param kind: of the link, for example `procountor.customer`
        :return: dict of record id → id at Procountor, of the present company's connector
        """
        connection = self._procountor_connection()
        # sudo: the number of a record at Procountor is for everybody who may read the record.
        references = self.env["sidecar.reference"].sudo()
        domain = [("model", "=", self._name), ("flow", "=", kind), ("record", "in", self.ids)]
        found = references.search([*domain, ("connection", "=", connection.key)]) if connection else []
        return {reference.record: reference.external_id for reference in found}

    def _procountor_set_link(self, kind, external_id):
        """Link this record by hand, or undo the link.

        :raises AccessError: when the user may not write the record
        :raises ValidationError: no connector, or another record has the link
        """
        self.ensure_one()
        self.env["sidecar.mixin"]._sidecar_check_access(self)
        connection = self._procountor_connection()
        if not connection:
            raise ValidationError(_("%s has no Procountor connector.", self.env.company.name))
        # sudo: whoever may write the record may link it; nobody writes references by hand.
        references = self.env["sidecar.reference"].sudo()
        kind_of = [("model", "=", self._name), ("flow", "=", kind), ("connection", "=", connection.key)]
        mine = references.search([*kind_of, ("record", "=", self.id)])
        if not external_id:
            mine.unlink()
        elif mine.external_id != external_id:
            self._procountor_check_link(references.search([*kind_of, ("external_id", "=", external_id)]))
            mine.unlink()
            company = self.company_id if "company_id" in self._fields else False
            row = {"model": self._name, "record": self.id, "connection": connection.key, "flow": kind}
            references.create({**row, "external_id": external_id, "company_id": company and company.id})

    def _procountor_check_link(self, others):
        """Refuse an id that another record has already."""
        other = self.sudo().browse(others.mapped("record")).exists()[:1]  # sudo: also one this user may not see
        if other:
            sentence = _("Number %(number)s of Procountor belongs to %(name)s already. Remove it there first.")
            raise ValidationError(sentence % {"number": others[:1].external_id, "name": other.display_name})
        others.unlink()

    @api.model
    def _procountor_link_domain(self, kind, operator, value):
        """Domain of the records whose id at Procountor, with the present company's connector, compares so."""
        key = self._procountor_connection().key or ""
        return self._sidecar_reference_domain([kind], operator, value, connection=key)
