"""Odoo's end of the addon's road, for the promises of a gateway: a process of its own with one registry.

Run with the Python of an Odoo: the arguments are those of odoo-bin; `SIDECAR_GATEWAY_SOCKET` names the socket to listen
on, `SIDECAR_GATEWAY_WORLD` the file that says what was made. Each connection is a click: one transaction, in which the
other side is asked once and reads and writes meanwhile through the addon's gateway.
"""

import json
import os
import socket
import sys

import gateway_world
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service import server
from odoo.tools import config

SECONDS = 60


def main():
    config.parse_config(sys.argv[1:])
    names = config["db_name"]  # a list from 19.0 on
    name = names if isinstance(names, str) else names[0]
    server.start(preload=[name], stop=True)
    registry = Registry(name)
    with registry.cursor() as cr:
        world = gateway_world.fill(api.Environment(cr, SUPERUSER_ID, {}))
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(os.environ["SIDECAR_GATEWAY_SOCKET"])
        listener.listen(8)
        _tell(os.environ["SIDECAR_GATEWAY_WORLD"], world)
        while True:
            stream, _address = listener.accept()
            _click(registry, world, stream)


def _tell(path, world):
    with open(f"{path}.new", "w") as file:
        json.dump(world, file)
    os.rename(f"{path}.new", path)


def _click(registry, world, stream):
    """One transaction for one connection; the other side says who clicks, and whether it shall be kept."""
    from odoo.addons.sidecar.gateway import Gateway
    from odoo.addons.sidecar.wire import Client, WireError
    from odoo.addons.sidecar.wire.peer import Peer

    client = Client(None, None)
    client._peer = Peer(stream)
    try:
        login = client.call("contract/login", {}, SECONDS)["login"]
        with registry.cursor() as cr:
            env = api.Environment(cr, world["users"][login]["id"], {})
            open_gate(env)
            answer = client.call("contract/run", {}, SECONDS, Gateway(env, is_clean=True))
            (cr.commit if answer["keep"] else cr.rollback)()
        client.call("contract/end", {}, SECONDS)
    except WireError as error:
        print(f"a click ended: {error}", file=sys.stderr, flush=True)
    finally:
        client.close()


def open_gate(env):
    """Every model and field may be asked for: what addons declare is not what is tried here."""
    from odoo.addons.sidecar.models.sidecar_gateway import Allowed

    def allowed(model):
        declared = {"bring", "claim"}
        methods = frozenset(declared | {"button_confirm", "button_cancel", "button_draft", "message_subscribe"})
        return {
            name: Allowed(readable=True, writable=frozenset(env[name]._fields), methods=methods)
            for name in env.registry.models
        }

    type(env["sidecar.gateway"])._sidecar_allowed = allowed


if __name__ == "__main__":
    main()
