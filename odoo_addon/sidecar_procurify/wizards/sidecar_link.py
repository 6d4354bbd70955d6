from odoo import api, fields, models


class SidecarLink(models.TransientModel):
    """What a record that is created from the dialog begins with."""

    _inherit = "sidecar.link"

    procurify_code = fields.Char(compute="_compute_procurify_new")
    procurify_title = fields.Char(compute="_compute_procurify_new")
    procurify_plan = fields.Integer(compute="_compute_procurify_new")

    @api.depends("kind", "name", "issue")
    def _compute_procurify_new(self):
        for link in self:
            code = ((link.issue or {}).get("params") or {}).get("account")
            is_coded = code and (link.name or "").startswith(f"{code} ")
            link.procurify_code = code if link.model == "account.account" else False
            link.procurify_title = link.name[len(code) + 1 :] if is_coded else link.name
            # sudo: the plans of a connector are no secret to whoever may link its records.
            connection = self.env["sidecar.connection"].sudo().search([("key", "=", link.connection)])
            plan = self.env["procurify.codes"]._procurify_plan(connection, link.kind)
            link.procurify_plan = plan.id if plan else False
