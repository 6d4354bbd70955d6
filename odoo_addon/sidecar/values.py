"""Odoo's values ↔ the wire's: decimals are strings, times are ISO in UTC, empty is null."""

import math
from datetime import date, datetime, timezone
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from odoo import Command

from .wire import ServedError

RELATIONS = ("many2one", "one2many", "many2many")
_DECIMALS = ("float", "monetary")
_EXACT = Context(prec=400)  # every float in full; the usual 28 digits end at 1e28


def decimal_text(value, digits=None):
    """A float as its shortest decimal text, rounded half-up.

    >>> decimal_text(2.675, 2), decimal_text(12.5, 2), decimal_text(0.1 + 0.2, 2), decimal_text(1e22, 2)
    ('2.68', '12.5', '0.3', '10000000000000000000000')

    :param digits: digits after the point, None for as many as the float has
    :return: text, never in scientific form, `"0"` for nothing
    """
    number = Decimal(repr(float(value)))
    if digits is not None and number.is_finite():
        number = number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _EXACT)
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def digits_of(record, field):
    """Digits after the point of a float or monetary field of this record, None where Odoo does not say."""
    if field.type == "monetary":
        currency = record[field.get_currency_field(record)]
        return currency.decimal_places if currency else None
    digits = field.get_digits(record.env)
    return digits[1] if digits else None


def to_wire(record, field):
    """The value of a field that is no relation, or the id or ids of one that is.

    :return: None for empty, text, int, bool, or a JSON value
    """
    value = record[field.name]
    if field.type in _DECIMALS:
        return decimal_text(value, digits_of(record, field))
    if field.type == "many2one":
        return value.id or None
    if field.type in RELATIONS:
        return value.ids
    return plain(value, field.type == "boolean", field.type == "integer")


def plain(value, is_boolean=False, is_number=False):
    """Any other value of Odoo's as JSON; False is empty unless the field says otherwise."""
    if is_boolean:
        return bool(value)
    if is_number:
        return int(value or 0)
    if value is False or value is None or value == "":
        return None
    if isinstance(value, datetime):
        return _time_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode()
    return inside(value)


def inside(value):
    """What stands inside a JSON or properties field: false stays false, and only a fraction is text.

    Over HTTP nobody can tell 50.0 from 50, and a document reads the same on both roads.
    """
    if isinstance(value, float):
        return int(value) if value.is_integer() else decimal_text(value)
    if isinstance(value, dict):
        return {str(key): inside(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [inside(item) for item in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _time_text(value):
    """UTC, with milliseconds only where there are some."""
    # Not strftime: it writes the year 205, which somebody mistyped, without its zero.
    return value.replace(tzinfo=None).isoformat("T", "milliseconds" if value.microsecond >= 1000 else "seconds") + "Z"


def from_wire(value, field):
    """A value for create or write.

    :raises ServedError: `odoo.invalid` when the text is no number or time
    """
    if value is None:
        return False
    try:
        if field.type in _DECIMALS:
            return _number(value)
        if field.type == "datetime":
            return _time(value)
    except (InvalidOperation, OverflowError, TypeError, ValueError) as error:
        raise ServedError("odoo.invalid", f"{value!r} is no value for {field}.", "protocol") from error
    return value


def _number(value):
    number = float(Decimal(value)) if isinstance(value, str | int | float) else None
    if number is None or isinstance(value, bool) or not math.isfinite(number):
        raise ValueError("no number")
    return number


def _time(text):
    moment = wire_time(text)
    if moment is None:
        raise ValueError("no time")
    return moment.isoformat(" ", "seconds")


def wire_time(text):
    """A time of the wire as Odoo keeps it: UTC without saying so.

    :return: datetime; None for nothing, and for what is no time: it is only shown, and must not undo what was sent
    """
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00")) if isinstance(text, str) else None
        return moment.astimezone(timezone.utc).replace(tzinfo=None) if moment and moment.tzinfo else moment
    except (OverflowError, ValueError):
        return None


def storable(value):
    """A value of the wire as PostgreSQL can keep it: what no text may hold becomes a replacement character.

    A partner's text may hold a NUL or half of a surrogate pair, also inside of what an issue quotes.

    >>> storable({"value": "Apple\\x00juice", "more": ["\\ud800", 1, None]})
    {'value': 'Apple\ufffdjuice', 'more': ['?', 1, None]}
    """
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {key: storable(item) for key, item in value.items()}
    return value


def commands(value, convert):
    """An array for an x2many: ids replace what is there; objects create, change (`id`) or remove (`delete`) one row.

    :param convert: turns the values of one row into Odoo's, after its fields were checked
    """
    if all(isinstance(item, int) for item in value):
        return [Command.set(value)]
    return [_command(dict(item), convert) for item in value]


def _command(row, convert):
    id_ = row.pop("id", None)
    if row.pop("delete", False):
        return Command.delete(id_)
    return Command.update(id_, convert(row)) if id_ else Command.create(convert(row))
