"""What the addons look like after rendering for 17.0."""

import pytest
from addons_17 import render, render_xml
from python_17 import render_manifest, render_python


@pytest.mark.parametrize(
    ("written", "rendered"),
    [
        ('<list decoration-info="x"><field name="a"/></list>', '<tree decoration-info="x"><field name="a"/></tree>'),
        ('<field name="view_mode">list,form,graph</field>', '<field name="view_mode">tree,form,graph</field>'),
        ('<field name="type">list</field>', '<field name="type">tree</field>'),
        (
            "<xpath expr=\"//field[@name='order_line']/list/field[1]\">",
            "<xpath expr=\"//field[@name='order_line']/tree/field[1]\">",
        ),
        ("eval=\"[(0, 0, {'view_mode': 'list'})]\"", "eval=\"[(0, 0, {'view_mode': 'tree'})]\""),
        ('<field name="line_ids" mode="list,kanban"/>', '<field name="line_ids" mode="tree,kanban"/>'),
        ("context=\"{'list_view_ref': 'sidecar.lines'}\"", "context=\"{'tree_view_ref': 'sidecar.lines'}\""),
        (
            '<xpath expr="//chatter" position="before">',
            '<xpath expr="//div[hasclass(\'oe_chatter\')]" position="before">',
        ),
        # What only looks alike stays.
        ('<field name="price_list"/>', '<field name="price_list"/>'),
        ('<field name="binding_view_types">list,form</field>', '<field name="binding_view_types">list,form</field>'),
        ('<field name="name">A list of documents</field>', '<field name="name">A list of documents</field>'),
    ],
)
def test_views(written, rendered):
    assert render_xml(written) == rendered


def view(chatter):
    return f'<record id="v" model="ir.ui.view"><field name="model">sidecar.run</field><form>{chatter}</form></record>'


def test_the_chatter_becomes_its_fields():
    block = '<div class="oe_chatter"><field name="message_follower_ids"/><field name="message_ids"/></div>'
    assert render_xml(view("<chatter/>")) == view(block)
    assert render_xml(view('<chatter reload_on_post="True"/>')) == view(block)


def test_the_chatter_shows_activities_where_the_model_has_them():
    assert '<field name="activity_ids"/>' in render_xml(view("<chatter/>"), {"sidecar.run"})


def test_a_scheduled_action_runs_for_ever():
    written = '<record id="tick" model="ir.cron">\n    <field name="name">Tick</field>\n</record>'
    rendered = render_xml(written)
    assert '<field name="numbercall">-1</field>' in rendered
    assert render_xml(rendered) == rendered


@pytest.mark.parametrize(
    ("written", "rendered"),
    [
        ('{"view_mode": "list,form", "name": "a list"}', '{"view_mode": "tree,form", "name": "a list"}'),
        ('{"views": [(False, "list"), (form.id, "form")]}', '{"views": [(False, "tree"), (form.id, "form")]}'),
        ('action["views"] = [(False, "list")]', 'action["views"] = [(False, "tree")]'),
        ('model.get_view(view_type="list")', 'model.get_view(view_type="tree")'),
        ('{"ü": 1, "view_mode": "list"}', '{"ü": 1, "view_mode": "tree"}'),
        ('names = list("list")', 'names = list("list")'),
    ],
)
def test_actions_in_python(written, rendered):
    assert render_python(written) == rendered


def test_the_version_names_the_series():
    assert render_manifest('{"name": "X", "version": "1.2.0"}') == '{"name": "X", "version": "17.0.1.2.0"}'
    assert render_manifest('{"version": "18.0.1.2.0"}') == '{"version": "17.0.1.2.0"}'


@pytest.fixture
def addons(tmp_path):
    files = {
        "sidecar/__manifest__.py": '{"name": "Sidecar", "version": "1.0.0"}\n',
        "sidecar/models/run.py": "class Run(models.Model):\n"
        '    _name = "sidecar.run"\n    _inherit = ["mail.thread", "mail.activity.mixin"]\n',
        "sidecar/views/run.xml": view("<chatter/>"),
        "sidecar/static/icon.png": "not text: \N{SNOWMAN}",
        "sidecar/models/__pycache__/run.pyc": "",
        "notes/README.md": "no addon",
    }
    for name, text in files.items():
        path = tmp_path / "addons" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "addons"


def test_copies_whole_addons(addons, tmp_path):
    out = tmp_path / "out"
    render(addons, out)
    names = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
    assert names == [
        f"sidecar/{name}" for name in ("__manifest__.py", "models/run.py", "static/icon.png", "views/run.xml")
    ]
    assert "17.0.1.0.0" in (out / "sidecar/__manifest__.py").read_text()
    assert "activity_ids" in (out / "sidecar/views/run.xml").read_text()


def test_refuses_a_folder_with_something_in_it(addons):
    with pytest.raises(ValueError, match="is not empty"):
        render(addons, addons)
