from odoo import _, api, fields, models

STILL_TO_SEND = ("not_sent", "issues", "waiting")
# What is wrong with a delivery only because it has not left yet.
NOT_YET = {"procuros.notice.not_done", "procuros.notice.nothing_shipped", "procuros.notice.lot_missing"}
HOSTS = {"production": "https://api.procuros.io", "test": "https://api.procuros-staging.io"}
# Setting of the sidecar's connector -> field.
SETTINGS = {
    "external_identifier": "procuros_external_identifier",
    "url": "procuros_url",
    "api_version": "procuros_api_version",
    "warehouse_id": "procuros_warehouse_id",
    "location_id": "procuros_location_id",
    "carrier_id": "procuros_carrier_id",
    "payment_term_id": "procuros_payment_term_id",
    "salesperson_id": "procuros_salesperson_id",
    "sales_team_id": "procuros_sales_team_id",
    "mark_transactions": "procuros_mark_transactions",
    "incoming_ship_to_without_gln": "procuros_incoming_ship_to_without_gln",
    "write_bill_name": "procuros_write_bill_name",
    "write_confirmed_date": "procuros_write_confirmed_date",
    "cancel_without_type": "procuros_cancel_without_type",
    "check_test_flow": "procuros_check_test_flow",
    "ship_to_without_gln": "procuros_ship_to_without_gln",
    "due_amount": "procuros_due_amount",
    "buyer_from_picking": "procuros_buyer_from_picking",
}


class SidecarConnection(models.Model):
    _inherit = "sidecar.connection"

    procuros_external_identifier = fields.Char(
        "Procuros Account Name (External Identifier)",
        help="Your company's unique GS1 identifier (GLN, 13 digits) provided by Procuros.",
    )
    procuros_url = fields.Char(
        "URL",
        default=HOSTS["production"],
        help="The API URL for your Procuros environment, for example https://api.procuros.io.",
    )
    procuros_api_version = fields.Char("API Version", default="v2")

    # Sales Settings: what an imported order does not say itself
    procuros_warehouse_id = fields.Many2one(
        "stock.warehouse",
        "Warehouse",
        check_company=True,
        help="The default warehouse for new sales orders.",
    )
    procuros_location_id = fields.Many2one(
        "stock.location",
        "Locations",
        check_company=True,
        domain="[('usage', '=', 'internal')]",
        help="Default stock location: deliveries of imported orders take the goods from here. "
        "Empty: from the stock of the warehouse.",
    )
    procuros_carrier_id = fields.Many2one(
        "delivery.carrier", "Shipping Method", check_company=True, help="The default carrier for deliveries."
    )
    procuros_payment_term_id = fields.Many2one(
        "account.payment.term",
        "Payment Terms",
        check_company=True,
        help="The default payment terms, for customers and vendors that have none of their own.",
    )
    procuros_salesperson_id = fields.Many2one(
        "res.users",
        "Salesperson",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="The default user responsible for new sales orders.",
    )
    procuros_sales_team_id = fields.Many2one(
        "crm.team", "Sales Team", check_company=True, help="The default sales team."
    )

    # Incoming Transactions
    procuros_mark_transactions = fields.Selection(
        [("succeeded", "Only Succeeded"), ("all", "All Transactions")],
        "Transactions To be Marked",
        default="succeeded",
        required=True,
        help="Which transactions are marked as “processed” in the Procuros portal.\n"
        "Only Succeeded: only transactions that were successfully created in Odoo.\n"
        "All Transactions: also those that resulted in a data issue, reported as failed with their reason.",
    )
    procuros_incoming_ship_to_without_gln = fields.Selection(
        [("issue", "Report it as a data issue"), ("buyer", "Deliver to the buyer")],
        "Orders with a delivery address without GLN",
        default="issue",
        required=True,
        help="An order may name a delivery address that has no GLN and so cannot be found among your contacts.",
    )
    procuros_write_bill_name = fields.Boolean(
        "Vendor's number as number of the bill",
        help="On: a vendor bill is also named after the vendor's invoice number, which ends the numbering of your "
        "journal. Off: the number goes to the bill's Reference only.",
    )
    procuros_write_confirmed_date = fields.Boolean(
        "Take over confirmed delivery dates",
        help="On: the delivery date a vendor confirms becomes the expected arrival of the order's line.",
    )
    procuros_cancel_without_type = fields.Boolean(
        "Cancel orders on a response without type",
        help="By the rules of Procuros an order response that names no type rejects the order. "
        "On: the order is cancelled. Off: somebody looks at it first.",
    )
    procuros_check_test_flow = fields.Boolean(
        "Leave out test documents",
        help="Asks Procuros for each incoming document whether it is live, which costs one request a document. "
        "Not needed with an account of its own for tests.",
    )

    # Outgoing Transactions
    procuros_ship_to_without_gln = fields.Selection(
        [("issue", "Report it as a data issue"), ("omit", "Leave it out, Procuros delivers to the buyer")],
        "Delivery address without GLN",
        default="issue",
        required=True,
    )
    procuros_due_amount = fields.Selection(
        [("residual", "What is still to be paid"), ("gross", "The total of the invoice")],
        "Amount due on invoices",
        default="residual",
        required=True,
        help="Both are the same until a payment is registered.",
    )
    procuros_buyer_from_picking = fields.Boolean(
        "Delivery address as buyer of shipping notices",
        help="On: the buyer of a shipping notice is the contact of the delivery. Off: the customer of the sales order.",
    )

    @api.model
    def _sidecar_connectors(self):
        return [*super()._sidecar_connectors(), ("procuros", "Procuros")]

    def _sidecar_ready_scope(self):
        scope = super()._sidecar_ready_scope()
        if self.connector == "procuros":
            models = self.env.registry.descendants(["procuros.document"], "_inherit")
            for model in sorted(name for name in models if not self.env[name]._abstract):
                for flow, leaves in sorted(self.env[model]._procuros_flows().items()):
                    scope.append((flow, model, [*leaves, ("procuros_state", "in", STILL_TO_SEND)]))
            scope.append(("procuros.shipping_notice.send", "stock.picking", self._procuros_early_deliveries()))
        return scope

    def _procuros_early_deliveries(self):
        """Domain of the deliveries of open sales orders: what is wrong there is seen before the goods leave."""
        # sudo: which customers are enabled is no secret, and a clerk may not see every customer.
        customers = self.env["res.partner"].sudo().with_company(self.company_id)
        enabled = [("procuros_connection_id", "=", self.id), ("procuros_send_shipping_notice", "=", True)]
        ids = customers.search(enabled).ids
        return [
            ("company_id", "=", self.company_id.id),
            ("picking_type_id.code", "=", "outgoing"),
            ("state", "in", ("waiting", "confirmed", "assigned")),
            "|",
            ("sale_id.partner_id", "in", ids),
            ("sale_id.partner_id.commercial_partner_id", "in", ids),
        ]

    def _sidecar_ready_ignored(self):
        return super()._sidecar_ready_ignored() | NOT_YET

    @api.model
    def _sidecar_jobs(self, connector):
        if connector != "procuros":
            return super()._sidecar_jobs(connector)
        return [
            ("incoming", _("Auto Process Incoming Transactions")),
            ("mark", _("Auto Mark Incoming Transactions")),
            ("outgoing", _("Auto Process Outgoing Transactions")),
        ]

    @api.model
    def _sidecar_saved_fields(self):
        return super()._sidecar_saved_fields() | set(SETTINGS.values())

    def _sidecar_required_fields(self):
        names = super()._sidecar_required_fields()
        if self.connector == "procuros":
            names += ["procuros_external_identifier", "procuros_url", "procuros_payment_term_id"]
        return names

    def _sidecar_settings(self):
        settings = super()._sidecar_settings()
        if self.connector == "procuros":
            settings.update((key, self._sidecar_setting(name)) for key, name in SETTINGS.items())
        return settings

    @api.onchange("environment", "connector")
    def _onchange_procuros_url(self):
        """Each environment has its own address; one typed by hand is kept."""
        if self.connector == "procuros" and (self.procuros_url or "") in ("", *HOSTS.values()):
            self.procuros_url = HOSTS[self.environment]

    @api.onchange("company_id")
    def _onchange_procuros_company(self):
        """What belongs to another company is not kept."""
        for name in ("warehouse", "location", "carrier", "payment_term", "sales_team"):
            field = f"procuros_{name}_id"
            company = self[field].company_id
            if company and company != self.company_id:
                self[field] = False
