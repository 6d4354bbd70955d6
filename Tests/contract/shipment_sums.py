"""Adds a SHIPPING_NOTICE up as its receiver would, knowing nothing of how it was made.

Source: Procuros API v2, schemas ``ShippingNotice``, ``ShippingNoticeItem`` and ``Batch``.
"""

from decimal import Decimal


def items(content):
    """
    :param content: the ``content`` of a transaction, as ``json.loads`` gives it
    :return: the items of all units
    """
    return [item for unit in _units(content) for item in unit.get("items", [])]


def faults(content):
    """
    :return: one sentence for each unit or item that contradicts itself
    """
    found = [
        "a unit holds neither items nor units"
        for unit in _units(content)
        if not unit.get("items") and not unit.get("transportUnits")
    ]
    for item in items(content):
        found += [f"line {item.get('lineNumber')}: {fault}" for fault in _item(item)]
    return found


def _units(content):
    for unit in content.get("transportUnits", []):
        yield unit
        yield from _units(unit)


def _item(item):
    ordered, shipped = _number(item.get("orderedQuantity", 0)), _number(item.get("shippedQuantity", 0))
    if (ordered == shipped) != ("openQuantityAction" not in item):
        yield f"{ordered} ordered, {shipped} shipped, openQuantityAction {item.get('openQuantityAction')}"
    if min(ordered, shipped) < 0:
        yield f"{ordered} ordered, {shipped} shipped"
    batches = item.get("batches")
    if batches is not None and sum(_number(batch["quantity"]) for batch in batches) != shipped:
        yield f"batches do not add up to the {shipped} shipped"


def _number(value):
    """What JSON gave, exactly as it was written."""
    return Decimal(str(value))
