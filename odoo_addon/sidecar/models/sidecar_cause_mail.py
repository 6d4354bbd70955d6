from markupsafe import Markup
from odoo import _, api, models


class SidecarCause(models.Model):
    """The one mail a day."""

    _inherit = "sidecar.cause"

    @api.model
    def _sidecar_mail(self):
        """Write each responsible person what is open, by cause; nothing to those for whom nothing is."""
        # sudo: a scheduled action for all companies.
        causes = self.sudo().search([("connection_id", "!=", False)])
        for user, theirs in causes.grouped("responsible_id").items():
            if user.active and user.email:
                theirs.with_context(lang=user.lang)._sidecar_write_to(user)

    def _sidecar_write_to(self, user):
        documents = sum(self.mapped("count"))
        values = {
            "subject": _("Sidecar: %(documents)s documents need somebody", documents=documents),
            "body_html": self._sidecar_mail_body(),
            "recipient_ids": [(4, user.partner_id.id)],
            "email_from": user.company_id.email_formatted or user.email_formatted,
            "auto_delete": True,
        }
        self.env["mail.mail"].sudo().create(values)  # sudo: as above

    def _sidecar_mail_body(self):
        base = self.get_base_url()
        row = Markup("<tr><td>%s</td><td>%s</td><td><a href='%s'>%s</a></td></tr>")
        link = "%s/web#id=%s&model=sidecar.cause&view_type=form"
        rows = Markup("").join(
            row % (cause.connection_id.name, cause.count or "", link % (base, cause.id), cause.text) for cause in self
        )
        head = Markup("").join(
            Markup("<th align='left'>%s</th>") % name for name in (_("Connector"), _("Documents"), _("Cause"))
        )
        words = _("This is open today. Mend one cause, and all its documents go out by themselves.")
        return Markup("<p>%s</p><table cellpadding='6'><tr>%s</tr>%s</table>") % (words, head, rows)
