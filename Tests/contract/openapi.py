"""An OpenAPI 3.0 file as JSON Schema, and what is wrong with a document by it."""

import copy
from functools import cache
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator

# Procuros' DateTime asks for a time, but every published example is a date alone; we send dates (reference D-05).
LOOSER_PATTERNS = {"DateTime": r"^(\d{4}-\d{2}-\d{2}$|\d{4}(.\d{2}){2}(\s|T)(\d{2}.){2}\d{2}(.\d{6}(Z?))?)"}

NOT_JSON_SCHEMA = {"nullable", "discriminator", "example"}


class Contract:
    """The schemas of one published file."""

    def __init__(self, file):
        document = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
        self._schemas = {name: _json_schema(schema) for name, schema in document["components"]["schemas"].items()}
        for name, pattern in LOOSER_PATTERNS.items():
            if name in self._schemas:
                self._schemas[name]["pattern"] = pattern

    @cache  # noqa: B019 - one contract lives as long as the tests
    def _validator(self, name):
        root = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": self._schemas}}
        Draft202012Validator.check_schema(root)
        return Draft202012Validator(root)

    def faults(self, document, name):
        """Says what is wrong with a document.

        :param document: the parsed JSON
        :param name: the schema, for example ``SentOrderTransaction``
        :return: one sentence per fault; members the schema does not know are faults too
        """
        errors = self._validator(name).iter_errors(document)
        found = [f"{error.json_path}: {error.message}" for error in errors]
        return found + list(self._unknown(document, self._schemas[name], "$"))

    def _unknown(self, value, schema, path):
        """Yields members the schema does not name: a contract allows them, but here they are misspellings."""
        if isinstance(value, list):
            items = [part["items"] for part in self._parts(schema) if "items" in part]
            for index, item in enumerate(value if items else []):
                yield from self._unknown(item, items[0], f"{path}[{index}]")
        if isinstance(value, dict):
            known = {}
            for part in self._parts(schema):
                known.update(part.get("properties", {}))
            for key, member in value.items():
                if key in known:
                    yield from self._unknown(member, known[key], f"{path}.{key}")
                else:
                    yield f"{path}.{key}: the contract knows no such member"

    def _parts(self, schema):
        """Yields the schema and all it refers to or consists of."""
        yield schema
        if "$ref" in schema:
            yield from self._parts(self._schemas[schema["$ref"].rsplit("/", 1)[1]])
        for part in schema.get("allOf", []):
            yield from self._parts(part)


def _json_schema(schema):
    """Translates what OpenAPI 3.0 says in its own way: ``nullable`` and boolean exclusive limits."""
    if isinstance(schema, list):
        return [_json_schema(part) for part in schema]
    if not isinstance(schema, dict):
        return copy.deepcopy(schema)
    result = {key: _json_schema(part) for key, part in schema.items() if key not in NOT_JSON_SCHEMA}
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(result.get(exclusive), bool) and result.pop(exclusive):
            result[exclusive] = result.pop(limit)
    return _or_null(result) if schema.get("nullable") is True else result


def _or_null(schema):
    if "enum" in schema and None not in schema["enum"]:
        schema["enum"].append(None)
    if isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
        return schema
    return {"anyOf": [schema, {"type": "null"}]}
