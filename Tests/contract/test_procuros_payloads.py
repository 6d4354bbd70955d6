"""What we send to Procuros, against its published contract.

``SIDECAR_CONTRACTS`` names the folder with ``procuros.yaml`` (it is not ours to publish), ``SIDECAR_PAYLOADS`` one with
bodies that ``swift test`` wrote: ``procuros.order.send-1.json`` holds ``{"type": "ORDER", "content": …}``.
"""

import json
import os
from pathlib import Path

import payload_sums
import pytest
import shipment_sums
from openapi import Contract

REPOSITORY = Path(__file__).resolve().parents[2]
CONTRACTS = Path(os.environ.get("SIDECAR_CONTRACTS") or REPOSITORY.parent / "shared" / "reference" / "openapi")
PAYLOADS = os.environ.get("SIDECAR_PAYLOADS")
FIXTURES = REPOSITORY / "Tests" / "Connectors" / "ProcurosTests" / "Fixtures"

# The flow that sends a document, and the document's type.
TYPES = {
    "order.send": "ORDER",
    "shipping_notice.send": "SHIPPING_NOTICE",
    "invoice.send": "INVOICE",
    "credit_note.send": "CREDIT_NOTE",
}
SCHEMAS = {
    "ORDER": "SentOrderTransaction",
    "SHIPPING_NOTICE": "SentShippingNoticeTransaction",
    "INVOICE": "SentInvoiceTransaction",
    "CREDIT_NOTE": "SentCreditNoteTransaction",
}

GOLDEN = sorted(FIXTURES.glob("*.send/*/partner.json"))
DUMPED = sorted(Path(PAYLOADS).glob("procuros.*.send-*.json")) if PAYLOADS else []


@pytest.fixture(scope="module")
def contract():
    file = CONTRACTS / "procuros.yaml"
    if not file.is_file():
        pytest.skip(f"PAYLOADS NOT COMPARED: no {file}; set SIDECAR_CONTRACTS to the folder with procuros.yaml")
    return Contract(file)


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: f"{file.parts[-3]}/{file.parts[-2]}")
def test_golden_payload(contract, file):
    body = {"type": TYPES[file.parts[-3]], "content": json.loads(file.read_text(encoding="utf-8"))}
    assert faults(contract, body) == []


def test_dumped_payloads(contract):
    if not PAYLOADS:
        pytest.skip("DUMPED PAYLOADS NOT COMPARED: set SIDECAR_PAYLOADS for swift test and for this test")
    assert DUMPED, f"{PAYLOADS} holds no procuros.*.send-*.json"
    bodies = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in DUMPED}
    found = {name: faults(contract, body) for name, body in bodies.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda content: content["header"].pop("orderDate"), "'orderDate' is a required property"),
        (lambda content: content["header"].update(currency="Euro"), "does not match"),
        (lambda content: content["header"].update(orderDate="10.03.2025"), "does not match"),
        (lambda content: content["header"].update(requestedDelivryDate="2025-03-14"), "no such member"),
        (lambda content: content["header"]["supplier"].update(glns=[]), "no such member"),
        (lambda content: content.update(items=[]), "should be non-empty"),
        (lambda content: content["items"][0].update(quantity="24"), "is not of type 'number'"),
        (lambda content: content["items"][0].update(unitOfMeasure="KRT"), "is not one of"),
        (lambda content: content["items"][0].update(unitOfMeasure=None), "None"),
        (lambda content: content["items"][0].pop("identifiers"), "no GS1 or BUYER identifier"),
        (lambda content: content["items"][1].update(lineNumber=1), "line numbers repeat"),
    ],
)
def test_a_spoiled_payload_is_found(contract, spoil, fault):
    content = json.loads((FIXTURES / "order.send" / "plain" / "partner.json").read_text(encoding="utf-8"))
    spoil(content)
    assert any(fault in found for found in faults(contract, {"type": "ORDER", "content": content}))


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda content: content["items"][0].update(quantity=11), "subtotalAmount"),
        (lambda content: content["items"][0].pop("modificationGroups"), "subtotalAmount"),
        (lambda content: content["items"][0]["modificationGroups"][0].update(basis=29), "basis"),
        (lambda content: content["items"][0]["tax"].update(amount=5.14), "tax.total"),
        (lambda content: content["items"][0]["tax"].update(percentage=7), "percentage"),
        (lambda content: content["summary"]["tax"]["items"][0].update(taxableAmount=30), "taxableAmount"),
        (lambda content: content["summary"].update(grossAmount=34.52), "grossAmount"),
        (lambda content: content["summary"].pop("dueAmount"), "'dueAmount' is a required property"),
        (lambda content: content["header"].pop("shippingNoticeDate"), "'shippingNoticeDate' is a required property"),
        (lambda content: content["items"][0].pop("isInvoicedItem"), "'isInvoicedItem' is a required property"),
    ],
)
def test_a_spoiled_invoice_is_found(contract, spoil, fault):
    text = (FIXTURES / "invoice.send" / "plain" / "partner.json").read_text(encoding="utf-8")
    content = json.loads(text)
    spoil(content)
    assert any(fault in found for found in faults(contract, {"type": "INVOICE", "content": content}))


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda item: item.update(shippedQuantity=17), "batches do not add up"),
        (lambda item: item.pop("openQuantityAction"), "openQuantityAction"),
        (lambda item: item.update(orderedQuantity=18), "openQuantityAction"),
        (lambda item: item["batches"][0].update(quantity=11), "batches do not add up"),
        (lambda item: item["batches"][0].update(expirationDate="2026-01-31T00:00:00Z"), "does not match"),
        (lambda item: item.pop("identifiers"), "no GS1 or BUYER identifier"),
        (lambda item: item.update(openQuantityAction="LATER"), "is not one of"),
    ],
)
def test_a_spoiled_shipping_notice_is_found(contract, spoil, fault):
    file = FIXTURES / "shipping_notice.send" / "short-with-backorder-and-lots" / "partner.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    spoil(content["transportUnits"][0]["items"][0])
    assert any(fault in found for found in faults(contract, {"type": "SHIPPING_NOTICE", "content": content}))


def faults(contract, body):
    """Says what is wrong with the body of a send: by the schema, and by the rules the contract has in words only.

    :param contract: Procuros' contract
    :param body: ``{"type": …, "content": …}``
    :return: one sentence per fault
    """
    found = contract.faults(body, SCHEMAS[body["type"]])
    items = body["content"].get("items", []) + shipment_sums.items(body["content"])
    for index, item in enumerate(items):
        domains = {entry.get("domain", "GS1") for entry in item.get("identifiers", [])}
        if not domains & {"GS1", "BUYER"}:
            found.append(f"$.content.items[{index}]: no GS1 or BUYER identifier")
    numbers = [item["lineNumber"] for item in items if "lineNumber" in item]
    if len(numbers) != len(set(numbers)):
        found.append("$.content.items: line numbers repeat")
    found += shipment_sums.faults(body["content"])
    if body["type"] in ("INVOICE", "CREDIT_NOTE"):
        found += payload_sums.faults(body["content"])
    return found
