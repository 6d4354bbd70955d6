def post_init_hook(env):
    """Put the groups under their own heading: a category up to 18, a privilege from 19 on."""
    category = env.ref("sidecar.module_category_sidecar")
    groups = env.ref("sidecar.group_user") | env.ref("sidecar.group_manager")
    if "category_id" in groups._fields:
        groups.category_id = category
    else:
        privilege = env["res.groups.privilege"].create({"name": category.name, "category_id": category.id})
        groups.privilege_id = privilege
    # Whoever installs it sets it up; the field has another name from 19 on.
    members = "users" if "users" in groups._fields else "user_ids"
    env.ref("sidecar.group_manager")[members] |= env.ref("base.user_root") | env.ref("base.user_admin")


def uninstall_hook(env):
    """Forget the socket's path and the connectors' scheduled actions; what the sidecar holds stays there."""
    env["sidecar.connection"].with_context(active_test=False).search([])._sidecar_remove_crons()
    env["ir.config_parameter"].search([("key", "=", "sidecar.socket")]).unlink()
