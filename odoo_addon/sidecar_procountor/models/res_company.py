from odoo import _, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    procountor_connection_id = fields.Many2one(
        "sidecar.connection",
        copy=False,
        inverse="_inverse_procountor_connection_id",
        domain="[('connector', '=', 'procountor'), '|', ('company_id', '=', id), ('state', '=', 'draft')]",
        help="The connector with the API key of this company. Each company has one of its own; duplicate a "
        "connector to get another.",
    )

    def _inverse_procountor_connection_id(self):
        """Who chooses a connector here gives it to the company."""
        for company in self:
            connection = company.procountor_connection_id
            if not connection or connection.company_id == company:
                continue
            if connection.state != "draft":
                sentence = _("“%(name)s” is the validated connector of %(company)s. Duplicate it for this company.")
                raise ValidationError(sentence % {"name": connection.name, "company": connection.company_id.name})
            connection.company_id.filtered(
                lambda other, chosen=connection: other.procountor_connection_id == chosen
            ).procountor_connection_id = False
            connection._procountor_move(company)

    def _procountor_connection(self):
        """The connector that documents of this company go through, validated or not; or an empty one.

        :return: sidecar.connection (sudo)
        """
        self.ensure_one()
        # sudo: whoever may read a record may see its number at Procountor, not the settings behind it.
        company = self.sudo()
        return company.procountor_connection_id or company.env["sidecar.connection"]._sidecar_of("procountor", company)

    def _procountor_business_id(self):
        """What a connection test compares with the company behind the API key."""
        return self.company_registry or self.vat or False
