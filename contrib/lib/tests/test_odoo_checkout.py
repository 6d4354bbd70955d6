"""How checkouts of Odoo are found and what is installed for them."""

import pytest
from odoo_checkout import Checkout
from odoo_requirements import installable


@pytest.fixture
def homes(tmp_path):
    for number in (18, 17):
        release = tmp_path / f"{number}.0" / "odoo" / "release.py"
        release.parent.mkdir(parents=True)
        release.write_text(f"RELEASE_LEVELS = []\nversion_info = ({number}, 0, 0, 'final', 0, '')\n")
        (tmp_path / f"{number}.0" / "odoo-bin").touch()
    (tmp_path / "notes").mkdir()
    return tmp_path


def test_finds_checkouts_by_pattern_in_order_of_series(homes):
    assert [one.series for one in Checkout.all(f"{homes}/*")] == ["17.0", "18.0"]


def test_finds_checkouts_by_name(homes):
    assert [one.series for one in Checkout.all(f"{homes}/18.0:{homes}/missing")] == ["18.0"]


def test_only_a_checkout_with_an_addons_folder_names_one(homes):
    (homes / "18.0" / "addons").mkdir()
    assert [len(one.addons_paths) for one in Checkout.all(f"{homes}/*")] == [0, 1]


def test_the_fingerprint_follows_the_sources_and_nothing_else(homes):
    home = homes / "18.0"
    before = Checkout(home).fingerprint
    (home / "odoo" / "server.log").write_text("said")
    assert Checkout(home).fingerprint == before
    (home / "odoo" / "models.py").write_text("# new")
    assert Checkout(home).fingerprint != before


def test_requirements_are_taken_from_wheels():
    text = "# comment\nlxml==4.9.3 ; python_version > '3.10' # min\npython-ldap==3.4.0\npytz  # any\npsycopg2==2.9.5\n"
    assert installable(text) == ["lxml<5", "pytz", "psycopg2-binary"]


def test_a_library_pinned_twice_for_two_pythons_stays_so():
    text = "idna==2.10 ; python_version < '3.12'\nidna==3.6 ; python_version >= '3.12'\n"
    assert installable(text) == text.splitlines()


def test_a_relaxed_library_is_named_once():
    assert installable("Pillow==9.0.1 ; x\nPillow==9.4.0 ; y\n") == ["Pillow<11"]
