"""The Python side of rendering the addons for Odoo 17.0: the names of view types, and the manifest."""

import ast
import re

# Keys, arguments and variables of actions under which a string names view types.
NAMES = {"view_mode", "view_type", "views", "view_modes"}
SERIES = re.compile(r"^(?:\d+\.0\.)?(?=\d+\.\d+(?:\.\d+)?$)")


def render_python(text):
    """
    :param text: a module that may build actions
    :return: the same with `tree` where it names the view type `list`
    """
    found = [node for named in _named_values(ast.parse(text)) for node in ast.walk(named)]
    strings = [node for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    text = _replaced(text, strings, lambda literal: re.sub(r"\blist\b", "tree", literal))
    return re.sub(r"\blist_view_ref\b", "tree_view_ref", text)


def render_manifest(text):
    """
    :param text: a manifest whose version is `x.y.z`
    :return: the same with the version `17.0.x.y.z`
    """
    [expression] = ast.parse(text).body
    entries = zip(expression.value.keys, expression.value.values, strict=True)
    versions = [value for key, value in entries if key.value == "version"]
    return _replaced(text, versions, lambda literal: literal[0] + SERIES.sub("17.0.", literal[1:-1]) + literal[-1])


def _named_values(tree):
    """Yields the nodes that stand under one of NAMES: `{"views": …}`, `f(views=…)`, `action["views"] = …`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            entries = zip(node.keys, node.values, strict=True)
            yield from (value for key, value in entries if getattr(key, "value", None) in NAMES)
        elif isinstance(node, ast.keyword) and node.arg in NAMES:
            yield node.value
        elif isinstance(node, ast.Assign) and any(_name(target) in NAMES for target in node.targets):
            yield node.value


def _name(target):
    if isinstance(target, ast.Subscript):
        return getattr(target.slice, "value", None)
    return getattr(target, "id", None) or getattr(target, "attr", None)


def _replaced(text, nodes, change):
    """Changes the literals of nodes, each on one line, and nothing else of the text."""
    lines = text.encode().splitlines(keepends=True)
    places = {
        (node.lineno - 1, node.col_offset, node.end_col_offset) for node in nodes if node.lineno == node.end_lineno
    }
    for line, start, end in sorted(places, reverse=True):
        literal = lines[line][start:end].decode()
        lines[line] = lines[line][:start] + change(literal).encode() + lines[line][end:]
    return b"".join(lines).decode()
