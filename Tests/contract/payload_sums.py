"""Adds an INVOICE or CREDIT_NOTE up as its receiver would, knowing nothing of how it was made.

Source: Procuros API v2, schemas ``Invoice``, ``CreditNote`` and ``ModificationGroup``; invoice modifications guide.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

# Decimals of the currencies that do not have two (ISO 4217).
PLACES = {"JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "KWD": 3, "BHD": 3, "TND": 3, "OMR": 3, "JOD": 3}


def faults(content):
    """
    :param content: the ``content`` of a transaction, as ``json.loads`` gives it
    :return: one sentence for each sum that does not add up
    """
    places = PLACES.get(content["header"].get("currency"), 2)
    summary, items = content.get("summary", {}), content.get("items", [])
    found = [fault for item in items for fault in _line(item, places)]

    def same(what, value, expected):
        if value != _number(expected):
            found.append(f"{what} is {expected}, not {value}")

    tax = summary.get("tax", {})
    same("subtotalAmount", sum(_rounded(_subtotal(item), places) for item in items), summary.get("subtotalAmount"))
    unrounded = _rounded(sum(_subtotal(item) for item in items), places)
    same("subtotalAmount, of unrounded lines,", unrounded, summary.get("subtotalAmount"))
    same("tax.total, of the lines,", sum(_number(item["tax"]["amount"]) for item in items), tax.get("total"))
    groups = tax.get("items", [])
    same("tax.total, of its items,", sum(_number(group["taxAmount"]) for group in groups), tax.get("total"))
    charges = _number(summary.get("totalCharges", 0)) - _number(summary.get("totalAllowances", 0))
    same("netAmount", _number(summary.get("subtotalAmount")) + charges, summary.get("netAmount"))
    same("grossAmount", _number(summary.get("netAmount")) + _number(tax.get("total")), summary.get("grossAmount"))
    return found + list(_groups(items, groups, places))


def _line(item, places):
    """The modifications' bases, and the tax as a percentage of the net amount but for rounding."""
    basis = _number(item["quantity"]) * _number(item["unitPrice"])
    for group in item.get("modificationGroups", []):
        # A double keeps 15 digits; a basis may have more.
        if abs(_number(group["basis"]) - basis) > basis * Decimal("1e-14"):
            yield f"line {item['lineNumber']}: basis is {group['basis']}, not {basis}"
    net, tax = _rounded(_subtotal(item), places), item["tax"]
    unit = Decimal(1).scaleb(-places)
    if abs(net * _number(tax["percentage"]) / 100 - _number(tax["amount"])) > 3 * unit:
        yield f"line {item['lineNumber']}: {tax['amount']} is not percentage {tax['percentage']} of {net}"


def _groups(items, groups, places):
    """Each percentage once, with the net amounts and taxes of its lines."""
    sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for item in items:
        pair = sums[_number(item["tax"]["percentage"])]
        pair[0] += _rounded(_subtotal(item), places)
        pair[1] += _number(item["tax"]["amount"])
    if len(groups) != len(sums):
        yield f"{len(groups)} tax.items for {len(sums)} percentages"
    for group in groups:
        net, tax = sums[_number(group["percentage"])]
        if _number(group["taxableAmount"]) != net:
            yield f"taxableAmount of {group['percentage']} % is {group['taxableAmount']}, not {net}"
        if _number(group["taxAmount"]) != tax:
            yield f"taxAmount of {group['percentage']} % is {group['taxAmount']}, not {tax}"


def _subtotal(item):
    """Quantity × price less its modifications, unrounded."""
    amount = _number(item["quantity"]) * _number(item["unitPrice"])
    for group in item.get("modificationGroups", []):
        for modification in group["modifications"]:
            sign = -1 if modification["type"] == "ALLOWANCE" else 1
            amount += sign * amount * _number(modification["percentage"]) / 100
    return amount


def _rounded(number, places):
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _number(value):
    """What JSON gave, exactly as it was written (a double keeps 15 digits)."""
    return Decimal(str(value)) if value is not None else Decimal("NaN")
