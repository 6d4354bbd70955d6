"""The printed mapping tables: every row that was agreed is there, under its id."""

import re
from collections import Counter

import pytest
from test_protocol import PROTOCOL

# How many rows each document has in the vendor's mapping, for Procountor in the reference, by the first letters of the
# row ids.
ROWS = {
    "OO": ("procuros-order", 16),
    "OS": ("procuros-shipping-notice", 31),
    "OI": ("procuros-invoice", 31),
    "OC": ("procuros-credit-note", 9),
    "IO": ("procuros-order-in", 17),
    "II": ("procuros-invoice-in", 17),
    "IC": ("procuros-credit-note-in", 11),
    "IS": ("procuros-shipping-notice-in", 6),
    "IR": ("procuros-order-response-in", 4),
    "PI": ("procountor-invoice", 33),
    "PP": ("procountor-partner", 10),
    "PR": ("procountor-product", 11),
    "PB": ("procountor-bill-in", 17),
    "PY": ("procountor-payment-in", 8),
    "PC": ("procountor-customer-in", 15),
    "PD": ("procountor-product-in", 7),
    "QB": ("procurify-bill-in", 22),
    "QO": ("procurify-order-in", 22),
    "QR": ("procurify-requisition-in", 18),
    "QV": ("procurify-vendor-in", 13),
    "QI": ("procurify-item-in", 10),
}
ID = re.compile(r"^[A-Z]{2}\d+$")


def ids(page):
    """
    :return: Counter of the row ids of one page, from the first column of its tables
    """
    text = (PROTOCOL / "mappings" / f"{page}.md").read_text(encoding="utf-8")
    cells = [line.split("|")[1] for line in text.splitlines() if line.startswith("| ")]
    return Counter(name.strip() for cell in cells for name in cell.split(",") if ID.match(name.strip()))


@pytest.mark.parametrize("letters", ROWS)
def test_every_row_of_the_document_is_on_its_page(letters):
    page, count = ROWS[letters]
    wanted = {f"{letters}{number}" for number in range(1, count + 1)}
    assert wanted - set(ids(page)) == set()


@pytest.mark.parametrize("letters", ROWS)
def test_no_page_has_a_row_that_was_never_agreed(letters):
    page, _count = ROWS[letters]
    agreed = {f"{name}{number}" for name, (_page, count) in ROWS.items() for number in range(1, count + 1)}
    assert set(ids(page)) - agreed == set()


def test_there_are_328_rows():
    assert sum(count for _page, count in ROWS.values()) == 328
