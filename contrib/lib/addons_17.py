"""Renders the addons for Odoo 17.0; the tree itself is written for 18.0 and later.

What differs is little: a list view is called `tree`, the chatter is a block of fields, a scheduled action stops after
one run unless it is told otherwise, and the version names the series. Everything else is copied as it is.
"""

import argparse
import ast
import re
import shutil
import sys
from pathlib import Path

from places import REPOSITORY
from python_17 import render_manifest, render_python

RECORD = re.compile(r'<record\b[^>]*\bmodel="(?P<model>[\w.]+)"[^>]*>.*?</record>', re.DOTALL)
CHATTER = re.compile(r"<chatter\b[^>]*?(/>|>\s*</chatter>)")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")

# In order; each is a place where a view's type is named.
XML_RULES = [
    (re.compile(r"<(/?)list(?=[\s/>])"), r"<\1tree"),
    (re.compile(r'(<field name="type">\s*)list(\s*</field>)'), r"\1tree\2"),
    (re.compile(r'\bmode="list\b'), 'mode="tree'),
    (re.compile(r"\blist_view_ref\b"), "tree_view_ref"),
    (re.compile(r"(?<=/)chatter\b"), "div[hasclass('oe_chatter')]"),
]
VIEW_MODE = re.compile(r"""(?:<field name="view_mode">|['"]view_mode['"]:\s*['"])[^<'"]*""")
STEPS = re.compile(r'\bexpr="[^"]*"')


def render(source, target):
    """Copies all addons of one folder to another and changes what 17.0 has differently.

    :param source: the addons folder
    :param target: a folder that is empty or does not exist
    :raises ValueError: when something is there already
    """
    if target.exists() and any(target.iterdir()):
        raise ValueError(f"{target} is not empty")
    for manifest in sorted(source.glob("*/__manifest__.py")):
        shutil.copytree(manifest.parent, target / manifest.parent.name, ignore=NOT_COPIED)
    with_activities = _models_with_activities(target)
    for path in sorted(target.rglob("*.xml")):
        path.write_text(render_xml(path.read_text(), with_activities))
    for path in sorted(target.rglob("*.py")):
        change = render_manifest if path.name == "__manifest__.py" else render_python
        path.write_text(change(path.read_text()))


def render_xml(text, with_activities=()):
    """
    :param text: a file of views or data
    :param with_activities: names of the models whose chatter shows activities
    :return: the same for 17.0
    """
    text = RECORD.sub(lambda match: _render_record(match, with_activities), text)
    text = STEPS.sub(lambda match: re.sub(r"(?<=/)list\b", "tree", match[0]), text)
    text = VIEW_MODE.sub(lambda match: re.sub(r"\blist\b", "tree", match[0]), text)
    for pattern, replacement in XML_RULES:
        text = pattern.sub(replacement, text)
    return text


def _render_record(match, with_activities):
    text = match[0]
    if match["model"] == "ir.cron" and 'name="numbercall"' not in text:
        return text.removesuffix("</record>") + '    <field name="numbercall">-1</field>\n    </record>'
    if match["model"] == "ir.ui.view":
        model = re.search(r'<field name="model">\s*([\w.]+)\s*</field>', text)
        return CHATTER.sub(_chatter(model and model[1] in with_activities), text)
    return text


def _chatter(has_activities):
    names = ["message_follower_ids", *(["activity_ids"] if has_activities else []), "message_ids"]
    fields = "".join(f'<field name="{name}"/>' for name in names)
    return f'<div class="oe_chatter">{fields}</div>'


def _models_with_activities(folder):
    """Looks through the classes for those that inherit Odoo's mixin for activities."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                names = _names(node, "_inherit")
                if "mail.activity.mixin" in names:
                    found.update(_names(node, "_name") or names)
    return found


def _names(class_node, attribute):
    for node in class_node.body:
        if isinstance(node, ast.Assign) and any(getattr(name, "id", "") == attribute for name in node.targets):
            value = ast.literal_eval(node.value)
            return [value] if isinstance(value, str) else value
    return []


def main():
    parser = argparse.ArgumentParser(prog="contrib/addons-17", description=__doc__.split("\n")[0])
    parser.add_argument("outdir", type=Path, help="a folder that is empty or does not exist; an addons path for 17.0")
    target = parser.parse_args().outdir
    try:
        render(REPOSITORY / "odoo_addon", target)
    except ValueError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
