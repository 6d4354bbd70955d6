"""One story of the demo, and what stories are told with."""

from dataclasses import dataclass

FLOW = "procuros.order.send"


class Wrong(Exception):
    """The story did not go as told."""


@dataclass
class Story:
    """What somebody sees, from the beginning to the end."""

    name: str
    title: str
    play: object  # a function of stage and company
    is_needed: bool = False  # others lean on it


def tell(text):
    print("   " + str(text).replace("\n", "\n     "), flush=True)


def expect(is_true, what):
    """
    :raises Wrong: when it is not
    """
    if not is_true:
        raise Wrong(f"expected that {what}")


def expect_sent(stage, order):
    """The partner holds the order exactly once and Odoo shows its number.

    :return: the number
    """
    row = stage.session().read("purchase.order", order, "name", "procuros_transaction_id", "procuros_state")
    held = stage.partner.holds(row["name"])
    expect(held == 1, f"Procuros holds {row['name']} exactly once, not {held} times")
    ids = [one["id"] for one in stage.partner.transactions(row["name"])]
    expect(row["procuros_transaction_id"] in ids, f"{row['name']} shows its number {ids}, not {row}")
    expect(row["procuros_state"] == "sent", f"{row['name']} shows Sent, not {row['procuros_state']}")
    kept = stage.sql(
        "SELECT external_id FROM sidecar_reference"
        f" WHERE model = 'purchase.order' AND record = {order} AND flow = '{FLOW}'"
    )
    expect(kept == [[row["procuros_transaction_id"]]], f"the database holds one reference, not {kept}")
    return row["procuros_transaction_id"]


def send(session, orders):
    """Presses the button.

    :return: the words of the notification; of a dialog its record, as an id
    """
    answer = session.button("purchase.order", "action_procuros_send", orders)
    if answer.get("tag") == "display_notification":
        return answer["params"]["message"]
    return answer["res_id"]


def words_of(session, outcome):
    """
    :return: the lines of the dialog after a click, as dicts
    """
    fields = ["document", "severity", "message", "repair", "model", "record", "record_name"]
    return session.find("sidecar.outcome.line", [["outcome_id", "=", outcome]], fields)
