import os

from odoo import api, models, release, tools
from odoo.exceptions import UserError

from ..talk import Talk
from ..wire import Refused, WireError

DEFAULT_PATH = "/run/odoo-sidecar/sidecar.sock"


class SidecarService(models.AbstractModel):
    _name = "sidecar.service"
    _description = "The way to the sidecar"

    @api.model
    def _sidecar_path(self):
        """Path of the sidecar's socket: environment, then system parameter, then default."""
        # sudo: whoever clicks needs the path, and system parameters are for administrators only.
        parameter = self.env["ir.config_parameter"].sudo().get_param("sidecar.socket")
        return os.environ.get("ODOO_SIDECAR_SOCKET") or parameter or DEFAULT_PATH

    @api.model
    def _sidecar_call(self, method, params, seconds=20.0, serves=False):
        """Ask the sidecar in this transaction.

        :param serves: True when the sidecar may ask back through the gateway, with the rights of this user
        :return: the result as the specification has it
        :raises UserError: no answer, or an error as answer; one sentence and, where there is one, the repair
        """
        try:
            return self._sidecar_ask(method, params, seconds, serves)
        except WireError as error:
            raise UserError(self._sidecar_sentence(error)) from error

    @api.model
    def _sidecar_ask(self, method, params, seconds=20.0, serves=False):
        """As `_sidecar_call`, for those who tell an answered error (`Refused`) from no answer themselves.

        :raises WireError: no answer, or Refused
        """
        return Talk.of(self.env).call(self.env, method, params, seconds, serves)

    @api.model
    def _sidecar_sentence(self, error):
        """A WireError in the user's language, with its repair and what to look for in the service's log."""
        sentence = self.env["sidecar.messages"]._sidecar_message(error.code, error.message, {})
        hint = self.env["sidecar.messages"]._sidecar_message(f"{error.code}.hint", error.hint or "", {})
        correlation = f"({error.correlation_id})" if isinstance(error, Refused) and error.correlation_id else ""
        return " ".join(part for part in (sentence, hint, correlation) if part)

    # -- who we are

    @api.model
    def _sidecar_hello(self):
        """Params of `session/hello`, section 2 of the specification."""
        user = self.env.user
        return {
            "protocol": {"min": 1, "max": 1},
            "client": {"name": "odoo-addon", "version": self._sidecar_addons().get("sidecar")},
            "database": self._sidecar_database(),
            "odoo": {
                "series": f"{release.version_info[0]}.{release.version_info[1]}",
                "registry": str(self.env.registry.registry_sequence),
            },
            "addons": self._sidecar_addons(),
            "user": {"id": user.id, "login": user.login, "lang": user.lang, "tz": user.tz or None},
            "companies": self.env.companies.ids,
            "connections": self._sidecar_committed_connections(),
        }

    @api.model
    def _sidecar_database(self):
        # sudo: a clerk cannot read system parameters, and the identity is the same for everybody.
        parameters = self.env["ir.config_parameter"].sudo()
        oid, system = self._sidecar_cluster()
        neutralized = parameters.get_param("database.is_neutralized")
        return {
            "uuid": parameters.get_param("database.uuid"),
            "name": self.env.cr.dbname,
            "oid": oid,
            "system_identifier": system,
            "neutralized": bool(neutralized) and neutralized.lower() not in ("false", "0"),
        }

    @api.model
    @tools.ormcache()
    def _sidecar_cluster(self):
        """(oid of this database, identifier of the PostgreSQL cluster as text, or None without the right to ask)."""
        cr = self.env.cr
        cr.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        oid = cr.fetchone()[0]
        cr.execute("SELECT has_function_privilege('pg_control_system()', 'EXECUTE')")
        if not cr.fetchone()[0]:
            return oid, None
        cr.execute("SELECT system_identifier::text FROM pg_control_system()")
        return oid, cr.fetchone()[0]

    @api.model
    @tools.ormcache()
    def _sidecar_addons(self):
        # sudo: the list of installed modules is for administrators, its versions are no secret to the service.
        installed = (
            self.env["ir.module.module"]
            .sudo()
            .search([("name", "=like", "sidecar%"), ("state", "in", ("installed", "to upgrade"))])
        )
        return {module.name: module.latest_version or module.installed_version for module in installed}

    @api.model
    def _sidecar_committed_connections(self):
        """Connections whose row was not written in this transaction: their revision is committed."""
        # sudo: revisions of all companies are confirmed by whoever comes first; nothing of them is shown.
        connections = (
            self.env["sidecar.connection"].sudo().with_context(active_test=False).search([("revision", ">", 0)])
        )
        now = self.env.cr.now()
        return [{"key": row.key, "revision": row.revision} for row in connections if row.write_date != now]
