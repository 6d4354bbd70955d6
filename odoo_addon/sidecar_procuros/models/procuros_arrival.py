from odoo import api, fields, models

STATUS = [("processed", "Processed")]


class ProcurosArrival(models.AbstractModel):
    """What a record shows that came from a document of Procuros: which one, through which connector."""

    _name = "procuros.arrival"
    _inherit = "sidecar.status"
    _description = "A record that came from Procuros"

    procuros_transaction_id = fields.Char(
        "Procuros transaction",
        compute="_compute_procuros",
        search="_search_procuros_transaction_id",
        help="The number Procuros gave this document.",
    )
    procuros_connection_id = fields.Many2one(
        "sidecar.connection",
        "Procuros Connector",
        compute="_compute_procuros",
        help="The connector through which this document came.",
    )
    procuros_inc_transaction_status = fields.Selection(
        STATUS,
        "Procuros Incoming Status",
        compute="_compute_procuros",
        help="Processed: this record was made of, or changed by, a document of Procuros.",
    )

    @api.model
    def _procuros_arrival_flows(self):
        """The flows whose documents become, or change, records of this model."""
        return []

    def _compute_procuros(self):
        self.procuros_transaction_id = False
        self._procuros_show_arrivals()

    def _procuros_show_arrivals(self):
        """Fill the fields of records that came from Procuros; the newest version of a document counts."""
        arrivals = self._procuros_arrivals()
        keys = {arrival.connection for arrival in arrivals.values()}
        # sudo: which connector a document came through is for everybody who may read the document.
        connections = self.env["sidecar.connection"].sudo().search([("key", "in", list(keys))]) if keys else ()
        by_key = {connection.key: connection.id for connection in connections}
        for record in self:
            arrival = arrivals.get(record.id)
            record.procuros_connection_id = by_key.get(arrival.connection) if arrival else False
            record.procuros_inc_transaction_status = "processed" if arrival else False
            if arrival:
                record.procuros_transaction_id = arrival.external_id

    def _procuros_arrivals(self):
        """dict of record id → sidecar.reference (sudo) of the document it came from last."""
        # sudo: as above.
        references = self.env["sidecar.reference"].sudo()
        domain = [("model", "=", self._name), ("flow", "in", self._procuros_arrival_flows()), ("is_arrival", "=", True)]
        found = references.search([*domain, ("record", "in", self.ids)], order="id")
        return {reference.record: reference for reference in found}

    def _search_procuros_transaction_id(self, operator, value):
        return self._sidecar_reference_domain(self._procuros_number_flows(), operator, value)

    @api.model
    def _procuros_number_flows(self):
        """The flows that give a record its number; a model that sends as well adds those."""
        return self._procuros_arrival_flows()
