from . import gateway, models, tree, values, wire, wizards
from .hooks import post_init_hook, uninstall_hook

__all__ = ["gateway", "models", "post_init_hook", "tree", "uninstall_hook", "values", "wire", "wizards"]
