from odoo import api, fields, models
from odoo.addons.sidecar.models.sidecar_status import SHOWN


class ProcurosDocument(models.AbstractModel):
    """What every document that goes to Procuros shows: its number there, what became of it, what is due."""

    _name = "procuros.document"
    _inherit = "sidecar.mixin"
    _description = "A document that goes to Procuros"

    procuros_transaction_id = fields.Char(
        "Procuros transaction",
        compute="_compute_procuros",
        search="_search_procuros_transaction_id",
        help="The number Procuros gave this document.",
    )
    procuros_banner = fields.Char(compute="_compute_procuros")
    procuros_state = fields.Selection(SHOWN, "Procuros", compute="_compute_procuros", search="_search_procuros_state")

    # -- what each model says of itself

    @api.model
    def _procuros_flows(self):
        """The flows that send documents of this model.

        :return: dict of flow → leaves that all hold for the documents of this flow that may be sent
        """
        return {}

    @api.model
    def _procuros_date_field(self):
        """The date compared with *Send documents dated from*."""
        return "create_date"

    @api.model
    def _procuros_partner_fields(self):
        """Fields of which one must be an enabled partner."""
        return ["partner_id"]

    @api.model
    def _procuros_partner_leaves(self):
        """What an enabled partner must have besides the connector."""
        return []

    def _procuros_flow(self):
        """The flow for these documents, which are all of one kind."""
        return next(iter(self._procuros_flows()))

    # -- what is shown

    @api.depends(lambda self: ("state", "company_id", *self._procuros_partner_fields(), self._procuros_date_field()))
    def _compute_procuros(self):
        flows = self._procuros_flows()
        shown, references = {}, {}
        for flow in flows:
            shown.update(self._sidecar_shown(flow))
            references.update(self._sidecar_references(flow))
        due = self._procuros_due_ids()
        for document in self:
            reference = references.get(document.id)
            document.procuros_transaction_id = reference.external_id if reference else False
            document.procuros_banner = document._sidecar_banner("Procuros", reference, document.state == "cancel")
            document.procuros_state = shown.get(document.id) or (document.id in due and "not_sent")

    def _procuros_due_ids(self):
        """Ids of those of these documents that Procuros should have and does not know of."""
        return set(self.filtered_domain(self._procuros_due_domain()).ids) if self.ids else set()

    def _search_procuros_state(self, operator, value):
        wanted = self._sidecar_wanted(operator, value)
        flows = self._procuros_flows()
        states = [state for state in wanted if state and state != "not_sent"]
        found = [self._sidecar_shown_domain(flow, states) for flow in flows]
        unknown = ["!", *_any(self._sidecar_known_domain(flow) for flow in flows)]
        if "not_sent" in wanted:
            found.append(_all([unknown, self._procuros_due_domain()]))
        if False in wanted:
            found.append(_all([unknown, ["!", *self._procuros_due_domain()]]))
        return _any(found)

    def _search_procuros_transaction_id(self, operator, value):
        return self._sidecar_reference_domain(self._procuros_number_flows(), operator, value)

    @api.model
    def _procuros_number_flows(self):
        """The flows that give a document its number."""
        return list(self._procuros_flows())

    @api.model
    def _procuros_due_domain(self):
        """One operand: documents of enabled partners, in a state that is sent, not older than the connector sends.

        Partners are read in the present companies, as company-dependent fields are.
        """
        return _any(self._procuros_due_of(company) for company in self.env.companies)

    def _procuros_due_of(self, company):
        connection = self.env["sidecar.connection"]._sidecar_of("procuros", company)
        if not connection:
            return [("id", "=", 0)]
        # sudo: which partners are enabled is no secret, and a clerk may not see every partner.
        partners = self.env["res.partner"].sudo().with_company(company).with_context(active_test=False)
        enabled = [("procuros_connection_id", "=", connection.id), *self._procuros_partner_leaves()]
        ids = partners.search(enabled).ids
        common = [
            [("company_id", "=", company.id)],
            [(self._procuros_date_field(), ">=", self._procuros_from(connection))],
            _any([(field, "in", ids)] for field in self._procuros_partner_fields()),
        ]
        return _all([*common, _any(_all([leaf] for leaf in leaves) for leaves in self._procuros_flows().values())])

    def _procuros_from(self, connection):
        """*Send documents dated from* as a value of the date field."""
        field = self._fields[self._procuros_date_field()]
        return fields.Datetime.to_datetime(connection.send_from) if field.type == "datetime" else connection.send_from

    # -- what people do

    def action_procuros_preview(self):
        """Show what would leave for Procuros now."""
        return self._sidecar_preview(self._procuros_flow())

    def action_procuros_elsewhere(self):
        """Note that this document reached Procuros on another way, so that it is never sent."""
        return self._sidecar_elsewhere(self._procuros_flow())


def _joined(operator, domains):
    """Domains, of which each is one operand, as one operand."""
    domains = [list(domain) for domain in domains]
    return [operator] * (len(domains) - 1) + [leaf for domain in domains for leaf in domain]


def _any(domains):
    return _joined("|", domains) or [("id", "=", 0)]


def _all(domains):
    return _joined("&", domains)
