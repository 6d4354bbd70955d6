from odoo import _, api, fields, models

FETCH_SECONDS = 60
# Name of the snapshot that the codes come from: currencies, locations, departments, account codes, accounts.
SNAPSHOT = "reference"


class SidecarConnection(models.Model):
    """The buttons of the connector form that are Procurify's own."""

    _inherit = "sidecar.connection"

    procurify_codes_at = fields.Datetime("Codes Fetched", readonly=True, copy=False)
    procurify_notice = fields.Char(compute="_compute_procurify_notice")
    procurify_mapping_count = fields.Integer("Mapped", compute="_compute_procurify_mapping_count")

    def _compute_procurify_notice(self):
        """Cost centers that nobody sees are entered all the same."""
        is_shown = self.env.user.has_group("analytic.group_analytic_accounting")
        words = _(
            "The cost centers of bills and orders are entered, but you do not see them: switch Analytic Accounting on "
            "in the settings of Accounting."
        )
        for connection in self:
            connection.procurify_notice = False if is_shown or connection.connector != "procurify" else words

    def _compute_procurify_mapping_count(self):
        references = self.env["sidecar.reference"]
        kinds = [kind for kind in references._sidecar_link_kinds() if kind.startswith("procurify.")]
        domain = [("connection", "in", self.mapped("key")), ("flow", "in", kinds), ("is_arrival", "=", False)]
        counts = dict(references._read_group(domain, ["connection"], ["__count"]))
        for connection in self:
            connection.procurify_mapping_count = counts.get(connection.key, 0)

    @api.model
    def _sidecar_stream_name(self, stream):
        names = {
            "vendors": _("Vendors"),
            "items": _("Items"),
            "requisitions": _("Requisitions"),
            "orders": _("Purchase orders"),
            "bills": _("Bills"),
        }
        return names.get(stream) or super()._sidecar_stream_name(stream)

    def action_procurify_mappings(self):
        """What has been said of Procurify's codes, vendors and items, by kind."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sidecar_procurify.procurify_mapping_action")
        action["domain"] = [("connection", "=", self.key), ("flow", "=like", "procurify.%"), ("is_arrival", "=", False)]
        return action

    def action_procurify_codes(self):
        """Fetch account codes, departments and locations, and list those that are not mapped, each with a proposal.

        :return: the dialog
        :raises UserError: when the sidecar gave no answer, or Procurify refused
        """
        self.ensure_one()
        if not self.revision:
            # Asked with the user's own rights: who may not write the connector does not save it either.
            self._sidecar_save()
        params = {"key": self.key, "name": SNAPSHOT, "revision": self.revision}
        answer = self.env["sidecar.service"]._sidecar_call("connection/fetch", params, FETCH_SECONDS)
        # sudo: a note on the connector of when somebody asked, also by one who may not change its settings.
        self.sudo().procurify_codes_at = fields.Datetime.now()
        return self.env["procurify.codes"]._procurify_open(self, answer.get("content") or {})
