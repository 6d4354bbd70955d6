"""What stories of whole trades need: documents come in and go out, by the buttons and actions of the connector."""

import json

from demo_story import expect, tell, words_of

SECONDS = 60


def fetch(stage, company):
    """Presses *Fetch* on the connector; the scheduled action brings everything into Odoo and reports back."""
    session = stage.session()
    session.button("sidecar.connection", "action_fetch", [company.connection])

    def is_taken():
        session.call("ir.cron", "method_direct_trigger", [session.ref("sidecar.tick_cron")])
        return not session.find("sidecar.entry", [["state", "in", ["pending", "sending", "delivered"]]])

    stage.wait(is_taken, "not everything came in", SECONDS, 0.5)
    held = session.find("sidecar.entry", [["state", "=", "quarantined"], ["flow", "like", ".receive"]], ["cause_text"])
    expect(not held, f"nothing is held, not {held}")
    job = [["sidecar_job", "=", "mark"], ["sidecar_connection_id", "=", company.connection]]
    crons = session.find("ir.cron", job, context={"active_test": False})
    session.call("ir.cron", "method_direct_trigger", [cron["id"] for cron in crons])


def press(session, model, button, ids):
    """Presses a button; what it says may be a notification or, with warnings, a dialog.

    :raises Wrong: when a dialog shows an error
    """
    answer = session.button(model, button, ids)
    if answer.get("tag") == "display_notification":
        return tell(answer["params"]["message"])
    lines = words_of(session, answer["res_id"])
    errors = [line["message"] for line in lines if line["severity"] == "error"]
    expect(not errors, f"it is sent, not: {errors}")
    return [tell(line["message"]) for line in lines]


def expect_state(session, model, record, field, states, what):
    state = session.read(model, record, field)
    expect(state in states, f"{model} {record} {what}, not {state}")


def bill_of(session, kind, transaction):
    """
    :return: the bill that a transaction became
    """
    rows = session.find("account.move", [["procuros_transaction_id", "=", transaction]], ["move_type"])
    expect([row["move_type"] for row in rows] == [kind], f"{transaction} became one {kind}, not {rows}")
    return rows[0]["id"]


def sent(stage, type_, number):
    """
    :return: what Procuros holds under a number
    """
    held = [one for one in stage.partner.transactions(number) if one["type"] == type_]
    expect(len(held) == 1, f"Procuros holds {type_} {number} exactly once, not {len(held)} times")
    return json.loads(held[0]["raw"])["content"]


def marked(stage, transaction):
    status = stage.partner.status(transaction)
    return status != "PENDING" and status
