"""A session with a running Odoo, over the requests that its own web client makes.

So a button runs as it does for a person: in one transaction, repeated by Odoo after a serialization failure.
"""

import http.cookiejar
import json
import urllib.error
import urllib.request


class OdooError(Exception):
    """Odoo answered with an error; the text is what a person reads.

    :param kind: the exception's name, for example `odoo.exceptions.UserError`
    """

    def __init__(self, message, kind=""):
        super().__init__(message)
        self.kind = kind


class Records:
    """What is asked of records, by whoever has `call`: a method's name and arguments in, Odoo's answer out."""

    def create(self, model, **values):
        """
        :return: the id of a new record
        """
        return self.call(model, "create", [values])[0]

    def write(self, model, ids, **values):
        return self.call(model, "write", ids if isinstance(ids, list) else [ids], values)

    def read(self, model, id_, *fields):
        """
        :return: the fields of one record; several as a dict, one as it is
        """
        [row] = self.call(model, "read", [id_], list(fields))
        return row[fields[0]] if len(fields) == 1 else row

    def find(self, model, domain, fields=("id",), **options):
        """
        :return: a list of dicts
        """
        return self.call(model, "search_read", domain, list(fields), **options)

    def ref(self, xml_id):
        """
        :return: the id of the record with this external id
        """
        module, name = xml_id.split(".")
        rows = self.find("ir.model.data", [["module", "=", module], ["name", "=", name]], ["res_id"])
        if not rows:
            raise OdooError(f"{xml_id} does not exist")
        return rows[0]["res_id"]


class Session(Records):
    """A signed-in user."""

    def __init__(self, url, database, login="admin", password="admin", seconds=120):
        self.url = url
        self.seconds = seconds
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)
        signed_in = self.ask("/web/session/authenticate", db=database, login=login, password=password)
        self.user = signed_in["uid"]

    def ask(self, path, **params):
        """
        :return: the result of one JSON request
        :raises OdooError: what Odoo complains about
        :raises OSError: no answer
        """
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
        request = urllib.request.Request(self.url + path, body, {"Content-Type": "application/json"})
        with self.opener.open(request, timeout=self.seconds) as answer:
            told = json.load(answer)
        if "error" in told:
            data = told["error"].get("data") or {}
            raise OdooError(data.get("message") or told["error"]["message"], data.get("name") or "")
        return told.get("result")

    def call(self, model, method, *arguments, **keywords):
        """A public method, by position and name."""
        return self.ask(
            f"/web/dataset/call_kw/{model}/{method}", model=model, method=method, args=arguments, kwargs=keywords
        )

    def button(self, model, method, ids, **context):
        """What pressing a button of the records asks for.

        :return: the action to show next, or False
        """
        keywords = {"context": context} if context else {}
        return self.ask("/web/dataset/call_button", model=model, method=method, args=[ids], kwargs=keywords)

    def run(self, action, model, ids):
        """What choosing a server action in the Action menu asks for."""
        context = {"active_model": model, "active_ids": ids, "active_id": ids[0]}
        return self.ask("/web/action/run", action_id=action, context=context)
