def uninstall_hook(env):
    """The connectors stay, without this addon's fields; their scheduled actions have nothing left to do."""
    connections = env["sidecar.connection"].with_context(active_test=False)
    connections.search([("connector", "=", "procuros")])._sidecar_remove_crons()
