"""What we send to Procountor, against its published contract.

``SIDECAR_CONTRACTS`` names the folder with ``procountor.json`` (it is not ours to publish), ``SIDECAR_PAYLOADS`` one
with bodies that ``swift test`` or a soak wrote: ``procountor.invoice.send-1.json`` holds the whole body of a request.
"""

import json
import os
import re
from pathlib import Path

import pytest
from openapi import Contract

REPOSITORY = Path(__file__).resolve().parents[2]
CONTRACTS = Path(os.environ.get("SIDECAR_CONTRACTS") or REPOSITORY.parent / "shared" / "reference" / "openapi")
PAYLOADS = os.environ.get("SIDECAR_PAYLOADS")
FIXTURES = REPOSITORY / "Tests" / "Connectors" / "ProcountorTests" / "Fixtures"

# The flow that sends a document, and the schema of its body.
SCHEMAS = {"invoice.send": "Invoice", "partner.send": "BusinessPartner", "product.send": "Product"}
DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")

GOLDEN = sorted(file for flow in SCHEMAS for file in FIXTURES.glob(f"{flow}/*/partner.json"))
DUMPED = sorted(Path(PAYLOADS).glob("procountor.*.send-*.json")) if PAYLOADS else []


@pytest.fixture(scope="module")
def contract():
    file = CONTRACTS / "procountor.json"
    if not file.is_file():
        pytest.skip(f"PAYLOADS NOT COMPARED: no {file}; set SIDECAR_CONTRACTS to the folder with procountor.json")
    return Contract(file)


def load(file):
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: f"{file.parts[-3]}/{file.parts[-2]}")
def test_golden_payload(contract, file):
    assert faults(contract, load(file), file.parts[-3]) == []


def test_dumped_payloads(contract):
    if not PAYLOADS:
        pytest.skip("DUMPED PAYLOADS NOT COMPARED: set SIDECAR_PAYLOADS for swift test and for this test")
    assert DUMPED, f"{PAYLOADS} holds no procountor.*.send-*.json"
    found = {file.name: faults(contract, load(file), flow_of(file)) for file in DUMPED}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda body: body.pop("invoiceChannel"), "'invoiceChannel' is a required property"),
        (lambda body: body["counterParty"]["counterPartyAddress"].update(country="FI"), "is not one of"),
        (lambda body: body["paymentInfo"].update(currency="Euro"), "is not one of"),
        (lambda body: body["paymentInfo"].pop("currencyRate"), "'currencyRate' is a required property"),
        (lambda body: body["paymentInfo"].update(dueDate="2026-03-01"), "due before"),
        (lambda body: body.update(date="02.03.2026"), "no date"),
        (lambda body: body.update(originalInvoiceNumber="9" * 41), "is too long"),
        (lambda body: body["invoiceRows"][0].update(unit="LITRE"), "is not one of"),
        (lambda body: body["invoiceRows"][0].update(quantity="10"), "is not of type 'number'"),
        (lambda body: body["invoiceRows"][0].update(account="3000"), "no such member"),
        (lambda body: body["invoiceRows"][0].update(product="Ŕ"), "Windows-1252"),
        (lambda body: body.update(invoiceRows=[]), "no rows"),
    ],
)
def test_a_spoiled_invoice_is_found(contract, spoil, fault):
    body = load(FIXTURES / "invoice.send" / "plain" / "partner.json")
    spoil(body)
    assert any(fault in found for found in faults(contract, body, "invoice.send"))


def flow_of(file):
    return file.name.split("-")[0].removeprefix("procountor.")


def faults(contract, body, flow):
    """Says what is wrong with the body of a send: by the schema, and by the rules the contract has in words only.

    :param contract: Procountor's contract
    :param body: of the request
    :param flow: ``invoice.send`` and the like
    :return: one sentence per fault
    """
    found = contract.faults(body, SCHEMAS[flow])
    found += [f"{text!r} is not in Windows-1252" for text in texts(body) if not fits(text)]
    if flow == "invoice.send":
        found += invoice_faults(body)
    return found


def invoice_faults(body):
    if not body["invoiceRows"]:
        yield "no rows"
    due = body["paymentInfo"]["dueDate"]
    for day in (body["date"], due):
        if not DATE.match(day):
            yield f"{day} is no date"
    if due < body["date"]:
        yield "due before its date"
    if body["paymentInfo"]["paymentMethod"] != "CASH" and "bankAccount" not in body["paymentInfo"]:
        yield "no bank account"


def texts(value):
    if isinstance(value, str):
        yield value
    for member in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(member)


def fits(text):
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
