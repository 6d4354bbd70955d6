"""Serves the sidecar's reverse calls in the environment of whoever clicked: their rights, their transaction."""

import logging

import psycopg2
from odoo import exceptions
from odoo.models import BaseModel
from psycopg2 import errors as pg

from . import values
from .tree import Tree, cut
from .wire import AttemptOver, ServedError
from .wire.errors import INVALID_PARAMS, UNKNOWN_METHOD

_logger = logging.getLogger(__name__)

MAX_ROWS = 1000
# What Odoo answers by running the button again; 19 has a class of its own besides.
CONCURRENCY = (
    pg.SerializationFailure,
    pg.DeadlockDetected,
    pg.LockNotAvailable,
    pg.ReadOnlySqlTransaction,
    *([exceptions.ConcurrencyError] if hasattr(exceptions, "ConcurrencyError") else []),
)


class Gateway:
    """The closed list of what the sidecar may ask of Odoo while a forward call is open.

    :param env: the caller's environment; what was sudo there is not here
    :param is_clean: True when the transaction had written nothing before the sidecar was asked. Related rows that
        carry its time were then written by reverse calls of this very click (confirming one order touches the product
        of the next), and hold nobody's unfinished work.
    """

    def __init__(self, env, is_clean=False, on_progress=None):
        self.env = env(su=False)
        self._is_clean = is_clean
        self._allowed = env["sidecar.gateway"]._sidecar_allowed()
        self._on_progress = on_progress
        self._methods = {
            "odoo/fields": self._fields,
            "odoo/read": self._read,
            "odoo/search_read": self._search_read,
            "odoo/create": self._create,
            "odoo/write": self._write,
            "odoo/call": self._call,
        }

    def __call__(self, method, params):
        """Answer one reverse call.

        :raises ServedError: `odoo.access`, `.user`, `.missing`, `.refused`, `.invalid`, `.internal`: the call goes on
        :raises AttemptOver: Odoo will repeat the button
        """
        if method == "flow/progress":
            return self._on_progress(params) if self._on_progress else None
        handler = self._methods.get(method)
        if handler is None:
            raise ServedError("odoo.refused", f"Odoo does not serve {method}.", "protocol", number=UNKNOWN_METHOD)
        try:
            # One savepoint a call: an error surfaces here and leaves the transaction usable.
            with self.env.cr.savepoint():
                return handler(params)
        except Exception as error:
            raise _served(error) from error

    # -- reading

    def _fields(self, params):
        return {"models": {model: self._describe(model) for model in _list(params, "models")}}

    def _describe(self, model):
        if model not in self._allowed or model not in self.env:
            return None
        return {field.name: self._describe_field(field) for field in self.env[model]._fields.values()}

    def _describe_field(self, field):
        described = {"type": field.type, "relation": field.comodel_name or None}
        digits = field.get_digits(self.env) if field.type == "float" else None
        if digits:
            described["digits"] = digits[1]
        return described

    def _read(self, params):
        records = self._records(params)
        found = records.exists()
        answer, left = self._tree(found, params)
        answer["missing"] = (records - found).ids
        answer["next"] = found[left].id if left is not None else None
        return answer

    def _search_read(self, params):
        model = self._model(params)
        domain = _list(params, "domain")
        self._check_domain(model, domain)
        offset = params.get("offset") or 0
        limit = min(params.get("limit") or MAX_ROWS, MAX_ROWS)
        found = model.search(domain, offset=offset, limit=limit, order=params.get("order") or "id")
        answer, left = self._tree(found, params)
        answer.update(missing=[], next=offset + left if left is not None else None)
        return answer

    def _tree(self, records, params):
        """Read and cut; the second value is the index into `records` of the first one not looked at."""
        committed = self._committed(records._name) if params.get("committed") else None
        nodes, uncommitted = Tree(self._may_read, committed).collect(records, params.get("fields") or {})
        nodes, left = cut(nodes)
        if left is not None:
            left = records.ids.index(nodes[-1]["id"]) + 1
        return {"records": nodes, "uncommitted": uncommitted}, left

    def _committed(self, document):
        now = self.env.cr.now()

        def is_committed(record):
            if not record._log_access or (self._is_clean and record._name != document):
                return True
            return record.write_date != now

        return is_committed

    def _check_domain(self, model, domain):
        for leaf in domain:
            if isinstance(leaf, list | tuple) and leaf and isinstance(leaf[0], str):
                self._check_path(model, leaf[0])

    def _check_path(self, model, path):
        """A domain must not reach through a relation into a model that nobody declared."""
        for name in path.split(".")[:-1]:
            field = model._fields.get(name)
            if field is None or not field.comodel_name:
                raise ServedError("odoo.invalid", f"{model._name} has no relation {name}.", "protocol")
            self._may_read(field.comodel_name)
            model = model.env[field.comodel_name]

    # -- writing

    def _create(self, params):
        model = self._model(params)
        rows = [self._values(model, row) for row in _list(params, "values")]
        return {"ids": model.create(rows).ids}

    def _write(self, params):
        records = self._records(params)
        records.write(self._values(records, params.get("values")))
        return {"ids": records.ids}

    def _values(self, model, row):
        if not isinstance(row, dict):
            raise ServedError("odoo.invalid", "Values are an object.", "protocol", number=INVALID_PARAMS)
        return {name: self._value(model, name, value) for name, value in row.items()}

    def _value(self, model, name, value):
        if name not in self._declared(model._name).writable or name not in model._fields:
            raise _refused(f"{model._name}.{name} may not be written.")
        field = model._fields[name]
        if field.type in ("one2many", "many2many") and isinstance(value, list):
            comodel = model.env[field.comodel_name]
            return values.commands(value, lambda row: self._values(comodel, row))
        return values.from_wire(value, field)

    def _call(self, params):
        records = self._records(params)
        method = params.get("method")
        if method not in self._declared(records._name).methods:
            raise _refused(f"{records._name}.{method} may not be called.")
        result = getattr(records, method)(**(params.get("arguments") or {}))
        return {"result": result.ids if isinstance(result, BaseModel) else values.inside(result)}

    # -- who may what, where

    def _declared(self, model):
        if model not in self._allowed or model not in self.env:
            raise _refused(f"No installed addon declares {model}.")
        return self._allowed[model]

    def _may_read(self, model):
        if not self._declared(model).readable:
            raise _refused(f"{model} may not be read.")

    def _records(self, params):
        return self._model(params).browse(_list(params, "ids"))

    def _model(self, params):
        """The model in the company, language and time zone of the call; archived records count."""
        name = params.get("model")
        self._declared(name)
        env = self.env
        context = {**env.context, "tz": "UTC", "active_test": False}
        company = params.get("company_id")
        if company:
            if company not in env.user._get_company_ids():
                raise ServedError("odoo.access", f"{env.user.name} has no access to company {company}.")
            context["allowed_company_ids"] = [company]
        if params.get("lang") in dict(env["res.lang"].get_installed()):
            context["lang"] = params["lang"]
        return env(context=context)[name]


def _list(params, name):
    value = params.get(name)
    if not isinstance(value, list):
        raise ServedError("odoo.invalid", f"{name} must be an array.", "protocol", number=INVALID_PARAMS)
    return value


def _refused(message):
    _logger.warning("The sidecar was refused: %s", message)
    return ServedError("odoo.refused", message, "protocol")


def _served(error):
    """Any exception of a reverse call as what the sidecar is told; never hides one that Odoo must see."""
    if isinstance(error, ServedError):
        return error
    if isinstance(error, CONCURRENCY):
        return AttemptOver(error)
    if isinstance(error, exceptions.AccessError | exceptions.AccessDenied):
        return ServedError("odoo.access", _sentence(error))
    if isinstance(error, exceptions.MissingError):
        return ServedError("odoo.missing", _sentence(error))
    if isinstance(error, exceptions.UserError | exceptions.RedirectWarning | psycopg2.IntegrityError):
        return ServedError("odoo.user", _sentence(error))
    if isinstance(error, TypeError | ValueError | KeyError):
        _logger.info("The sidecar asked for something that is wrong: %r", error)
        return ServedError("odoo.invalid", f"{type(error).__name__}: {error}", "protocol")
    _logger.exception("A reverse call failed")
    return ServedError("odoo.internal", f"Odoo failed with {type(error).__name__}.", "internal")


def _sentence(error):
    if isinstance(error, psycopg2.IntegrityError):
        return (error.diag.message_detail or error.diag.message_primary or "A constraint was violated.").strip()
    return str(error.args[0] if error.args else error).strip()
