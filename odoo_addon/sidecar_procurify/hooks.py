def post_init_hook(env):
    """One empty connector to begin with, also where no sidecar runs yet; never a second one."""
    connections = env["sidecar.connection"].with_context(active_test=False)
    if connections.search_count([("connector", "=", "procurify")]):
        return
    # Who validates it becomes *Runs as*: whoever installs addons need not be somebody who books bills.
    values = {"name": "Procurify", "connector": "procurify", "company_id": env.company.id, "user_id": False}
    responsible = env.ref("base.user_admin", raise_if_not_found=False)
    values["responsible_id"] = responsible.id if responsible else False
    connections.with_context(sidecar_save_later=True).create(values)


def uninstall_hook(env):
    """The connectors stay, without this addon's fields; their scheduled actions have nothing left to do."""
    connections = env["sidecar.connection"].with_context(active_test=False)
    connections.search([("connector", "=", "procurify")])._sidecar_remove_crons()
