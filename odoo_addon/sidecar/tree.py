"""Reads a tree of fields level by level, so that a page of documents costs a handful of queries, whatever its size."""

import json

from .values import RELATIONS, to_wire
from .wire import ServedError

MAX_BYTES = 8 * 1024 * 1024


class Tree:
    """Reads records with the fields, and the fields of related records, that a tree names.

    :param may_read: `may_read(model)`, raises ServedError when no addon declares the model
    :param is_committed: `is_committed(record)` → False for a row written in this very transaction; None: not asked
    """

    def __init__(self, may_read, is_committed=None):
        self._may_read = may_read
        self._is_committed = is_committed
        self._dirty = {}  # id of a top record → {(model, id)} written in this transaction

    def collect(self, records, tree):
        """The records as the wire has them.

        :param tree: `{"name": None, "partner_id": {"ref": None}}`, None is a leaf
        :return: (list of record dicts in the order of `records`, list of `{"model", "id"}` not committed); a record
            with such a row anywhere in its tree is not in the first list
        """
        nodes = self._level(records, tree)
        whole, uncommitted = [], set()
        for record in records:
            node, dirty = nodes[record.id]
            whole += [] if dirty else [node]
            uncommitted |= dirty
        return whole, [{"model": model, "id": id_} for model, id_ in sorted(uncommitted)]

    def _level(self, records, tree):
        """One level: id → (dict of the record, set of the uncommitted rows in and below it)."""
        self._may_read(records._name)
        fields = self._fields(records, tree)
        records.fetch(list(fields))
        below = {name: self._below(records, name, tree[name]) for name in fields if isinstance(tree[name], dict)}
        return {record.id: self._node(record, fields, below) for record in records}

    def _fields(self, records, tree):
        if not isinstance(tree, dict):
            raise ServedError("odoo.invalid", "A tree is an object of field names.", "protocol")
        known = records._fields
        fields = {name: known[name] for name in tree if name in known and name not in ("id", "display_name")}
        for name, field in fields.items():
            if isinstance(tree[name], dict) and field.type not in RELATIONS:
                raise ServedError("odoo.invalid", f"{records._name}.{name} has no fields of its own.", "protocol")
        return fields

    def _below(self, records, name, tree):
        return self._level(records.mapped(name), tree)

    def _node(self, record, fields, below):
        node = {"id": record.id, "display_name": record.display_name or None}
        dirty = set()
        if self._is_committed is not None and not self._is_committed(record):
            dirty.add((record._name, record.id))
        for name, field in fields.items():
            if name in below:
                children = [below[name][child] for child in record[name].ids]
                dirty.update(*(rows for _child, rows in children))
                nodes = [child for child, _rows in children]
                node[name] = (nodes[0] if nodes else None) if field.type == "many2one" else nodes
            else:
                node[name] = to_wire(record, field)
        return node, dirty


def cut(nodes, limit=MAX_BYTES):
    """As many whole records as fit into one answer, at least one.

    :return: (nodes, index of the first one left out or None)
    """
    size = 0
    for index, node in enumerate(nodes):
        size += len(json.dumps(node, ensure_ascii=False)) + 1
        if size > limit and index:
            return nodes[:index], index
    return nodes, None
