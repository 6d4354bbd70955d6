"""``protocol/`` against the sources: methods, examples, conversations and codes."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

REPOSITORY = Path(__file__).resolve().parents[2]
PROTOCOL = REPOSITORY / "protocol"
METHODS = PROTOCOL / "methods"
FOLDERS = sorted(path.parent for path in METHODS.glob("*/method.md"))
CONVERSATIONS = sorted((PROTOCOL / "conversations").glob("*.jsonl"))
NOTIFICATIONS = {"session/cancel", "flow/progress"}

# Texts that look like a code of ours: ids of flows and Odoo's own names.
NO_CODES = re.compile(
    r"(procuros|procountor)\.\w+\.(send|receive|pull|import)|procuros\.(inbox\.\w+|connection\.test)|procuros\.(document|arrival|messages)"
    r"|procountor\.(customer|supplier|product|dimension_item|dimension\.item|link|document|messages|vat\.\w+|(\w+\.)?proposal)"
    r"|procountor\.(inbox|connection)\.\w+|procountor\.payment\.pull\.applied|delivery\.carrier"
    r"|procurify\.(com|example)|procurify\.(vendor|item|requisition|order|order_line|bill|account_code|department|location)(\.pull)?"
    r"|procurify\.\w+\.(written|content)|procurify\.(cost_center|tax|unit|payment_term|picking_type|paid_bill)|procurify\.(inbox|connection)\.\w+|procurify\.(messages|record|codes(\.line)?)"
    r"|database\.(uuid|is_neutralized)"
)


def loaded(file):
    return json.loads(file.read_text(encoding="utf-8"))


def registry():
    """
    :return: all schemas by their `$id`
    """
    files = [METHODS / "shapes.json", *sorted(METHODS.glob("*/schema.json"))]
    return Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in map(loaded, files))


REGISTRY = registry()


def faults(method, part, value):
    """
    :param part: `params`, `result`, or a name of shapes.json after `shapes:`
    :return: what is wrong with the value, one sentence each
    """
    if part.startswith("shapes:"):
        reference = f"{loaded(METHODS / 'shapes.json')['$id']}#/$defs/{part.removeprefix('shapes:')}"
    else:
        reference = f"{loaded(METHODS / method.replace('/', '.') / 'schema.json')['$id']}#/$defs/{part}"
    validator = Draft202012Validator({"$ref": reference}, registry=REGISTRY)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


# Methods


def routed():
    """
    :return: the methods of the router's table
    """
    router = (REPOSITORY / "Sources/Host/Router.swift").read_text(encoding="utf-8")
    table = router[router.index("static let methods") :]
    return set(re.findall(r'^ {4}"([a-z]+/[a-z_]+)": Method\(', table, re.MULTILINE))


def served_by_odoo():
    """
    :return: the methods of the addon's gateway
    """
    gateway = (REPOSITORY / "odoo_addon/sidecar/gateway.py").read_text(encoding="utf-8")
    return set(re.findall(r'"(odoo/[a-z_]+)": self\.', gateway))


def test_every_method_has_a_folder_and_every_folder_a_method():
    folders = {folder.name.replace(".", "/", 1) for folder in FOLDERS}
    assert folders == routed() | served_by_odoo() | NOTIFICATIONS


def test_the_specification_names_every_method():
    text = (PROTOCOL / "specification.md").read_text(encoding="utf-8")
    assert [name for name in sorted(routed() | served_by_odoo() | NOTIFICATIONS) if f"`{name}" not in text] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_example_is_valid(folder):
    text = (folder / "method.md").read_text(encoding="utf-8")
    example = json.loads(re.search(r"```json\n(.*?)```", text, re.DOTALL).group(1))
    method = folder.name.replace(".", "/", 1)
    assert text.startswith(f"# {method}\n")
    parts = {"params"} if method in NOTIFICATIONS else {"params", "result"}
    assert set(example) == parts == set(loaded(folder / "schema.json")["$defs"])
    assert {part: faults(method, part, example[part]) for part in parts} == dict.fromkeys(parts, [])


# Conversations


@pytest.mark.parametrize("file", CONVERSATIONS, ids=lambda file: file.stem)
def test_every_message_of_a_conversation_is_valid(file):
    open_calls = {}
    for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        line = json.loads(text)
        assert set(line) == {"from", "message"}, f"line {number}"
        assert line["from"] in ("odoo", "sidecar"), f"line {number}"
        assert message_faults(line["from"], line["message"], open_calls) == [], f"line {number}"


def message_faults(sender, message, open_calls):
    """Checks one message; `open_calls` maps (who asked, id) to the method and is kept from line to line."""
    if message.get("jsonrpc") != "2.0":
        return ["jsonrpc is not 2.0"]
    if "method" in message:
        if "id" in message:
            open_calls[sender, message["id"]] = message["method"]
        if not (METHODS / message["method"].replace("/", ".")).is_dir():
            return []  # an unknown method is something a conversation may show
        return faults(message["method"], "params", message.get("params", {}))
    asker = "sidecar" if sender == "odoo" else "odoo"
    method = open_calls.pop((asker, message["id"]), None)
    if "error" in message:
        return faults(method, "shapes:Error", message["error"])
    if method is None:
        return [f"nobody asked with id {message['id']}"]
    return faults(method, "result", message["result"])


@pytest.mark.parametrize(
    "name", ["attempt-over", "busy", "cancelled", "issues", "refused-version", "send-order", "uncommitted"]
)
def test_the_conversation_is_there(name):
    assert (PROTOCOL / "conversations" / f"{name}.jsonl").is_file()


# Codes


def listed():
    """
    :return: the codes that errors.md has, each once
    """
    codes = re.findall(r"^\| `([a-z_.0-9]+)` \|", (PROTOCOL / "errors.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(set(codes)) == sorted(codes)
    return set(codes)


def swift_codes(spaces):
    """
    :param spaces: what stands before the first dot of a known code
    :return: every code that the service can say
    """
    said = r'(?:Failure|Issue)\(\s*(?:\.\w+|\.`\w+`)?,?\s*"([a-z_]+(?:\.[a-z_0-9]+)*)"'
    codes = set()
    for file in (REPOSITORY / "Sources").rglob("*.swift"):
        if "Sandbox" in file.parts:  # the stand-ins speak for partners and for Odoo
            continue
        # The labels of the kill points look like codes; they are names of places in the source.
        text = re.sub(r"KillPoint\.reach\([^)]*\)", "", file.read_text(encoding="utf-8"))
        codes |= set(re.findall(said, text)) | of_spaces(text, spaces)
    return codes | {"delivery.sent", "delivery.accepted"}  # made of the entry's status


def python_codes(spaces):
    """
    :return: every code that the addons can say; `.hint` marks the words for what to do about one
    """
    codes = set()
    for file in (REPOSITORY / "odoo_addon").rglob("*.py"):
        if "tests" not in file.parts and file.name != "testing.py":
            text = file.read_text(encoding="utf-8")
            codes |= {code.removesuffix(".hint") for code in of_spaces(text, spaces)}
    return codes


def of_spaces(text, spaces):
    texts = re.findall(r'"([a-z_]+\.[a-z_0-9]+(?:\.[a-z_0-9]+)*)"', text)
    return {code for code in texts if code.split(".")[0] in spaces and not NO_CODES.fullmatch(code)}


def test_every_code_is_listed_and_every_listed_code_is_said():
    spaces = {code.split(".")[0] for code in listed()} - {"internal", "cancelled", "ok"}
    said = swift_codes(spaces) | python_codes(spaces)
    unsaid = listed() - said
    assert sorted(said - listed()) == []
    assert sorted(unsaid - {"cancelled", "internal", "ok"}) == []
