"""What people do with bills of Procurify that are held: link what is missing, retry a cause, dismiss with a note."""

import json
from datetime import date

from demo_procurify import BILLED, SECONDS, account, fetch, tick
from demo_story import Story, expect, tell

MISSING = "procurify.gl_account_missing"
LOCKED = "procurify.period_locked"
CONNECTION = "Procurify Test"


def links(stage, _company):
    """Three bills miss one account: one is dismissed, one link in the dialog releases the others at once."""
    plants, control = stage.plants, stage.procurify.control
    control.make("account-codes", code="7700", description="Travel abroad")
    for number in range(3):
        _bill(stage, f"TA-{number + 1}", number, "7700")
    plants.add_account("6690", "Travel abroad")
    fetch(stage)
    held = _held(plants, MISSING)
    expect(sorted(held) == ["BILL TA-1", "BILL TA-2", "BILL TA-3"], f"three bills wait, not {held}")
    expect(len({one["cause"] for one in held.values()}) == 1, f"for one cause, not {held}")
    dismissed = held["BILL TA-3"]["id"]
    _dismiss(plants.session, dismissed, "Entered by hand from the paper")
    chosen, reason = _link(plants.session, held["BILL TA-1"]["id"], "Travel abroad")
    tell(f"{chosen} was proposed ({reason}) and chosen")
    _wait_for(stage, "TA-1", "TA-2")
    state = plants.session.read("sidecar.entry", dismissed, "state")
    expect(state == "dropped" and not _bills(plants, "TA-3"), f"TA-3 stays dismissed, not {state}")
    tell("TA-1 and TA-2 went on at once, TA-3 stays dismissed with its note")
    _tell_marks(stage)


def causes(stage, _company):
    """Two bills are of a closed period; it is opened again, and one click takes all of that cause."""
    plants, session = stage.plants, stage.plants.session
    year = date.today().year - 1
    day = f"{year}-03-02"
    for number in range(2):
        _bill(stage, f"OLD-{number + 1}", number, "6200", invoice_date=day, gl_post_date=day)
    session.write("res.company", plants.company, fiscalyear_lock_date=f"{year}-03-31")
    fetch(stage)
    held = _held(plants, LOCKED)
    expect(sorted(held) == ["BILL OLD-1", "BILL OLD-2"], f"two bills wait, not {held}")
    tell(held["BILL OLD-1"]["issues"][0]["message"])
    session.write("res.company", plants.company, fiscalyear_lock_date=False)
    session.button("sidecar.entry", "action_retry_cause", [held["BILL OLD-1"]["id"]])
    _wait_for(stage, "OLD-1", "OLD-2")
    tell("the period was opened: both went on with one click")
    writes = stage.procurify.control.writes()
    expect(writes == [], f"nothing but reading was asked of Procurify, not {writes}")


def _tell_marks(stage):
    """How far each list of Procurify's is known, as the administrator asks for it."""
    place = ["--database", stage.database, "--connection", CONNECTION]
    marks = json.loads(stage.service.says("mark", "list", "--json", *place))["marks"]
    streams = {mark["stream"]: mark["at"] for mark in marks if not mark["stream"].startswith("odoo.")}
    expect({"vendors", "bills"} <= streams.keys(), f"vendors and bills have their marks, not {marks}")
    tell("read up to: " + ", ".join(f"{stream} {at}" for stream, at in sorted(streams.items())))


def _bill(stage, number, plant, code, **members):
    work = {"description": "Service", "quantity": 1, "unit_cost": 120, "account": account(plant, code)}
    stage.procurify.control.make(
        "bills", vendor="Northwind Tools", invoice_number=number, status=2, items=[work], **members
    )


def _held(plants, code):
    """
    :return: the bills that are held for this reason, by name
    """
    domain = [["state", "=", "quarantined"], ["flow", "=", BILLED]]
    rows = plants.session.find("sidecar.entry", domain, ["record_name", "cause", "issues"])
    return {row["record_name"]: row for row in rows if code in [issue["code"] for issue in row["issues"]]}


def _dismiss(session, entry, why):
    reason = session.create("sidecar.reason", what="ignore", entry_ids=[[6, 0, [entry]]], reason=why)
    session.button("sidecar.reason", "action_apply", [reason])


def _link(session, entry, name):
    """Opens the dialog of a held document, chooses among what it proposes, and links.

    :return: what was chosen, and the reason it was proposed for
    """
    link = session.button("sidecar.entry", "action_link", [entry])["res_id"]
    found = session.find("sidecar.link.candidate", [["link_id", "=", link]], ["name", "reason"])
    # 19.0 shows the code only to who keeps the books.
    [one] = [candidate for candidate in found if candidate["name"].endswith(name)]
    session.button("sidecar.link.candidate", "action_choose", [one["id"]])
    session.button("sidecar.link", "action_apply", [link])
    return one["name"], one["reason"]


def _bills(plants, *numbers):
    return plants.bills("ref", domain=[["ref", "in", list(numbers)]])


def _wait_for(stage, *numbers):
    complaint = f"{' and '.join(numbers)} did not go on"
    stage.wait(lambda: tick(stage) or len(_bills(stage.plants, *numbers)) == len(numbers), complaint, SECONDS, 0.5)


STORIES = [
    Story("procurify-links", "Bills of Procurify miss an account: one link releases them, one is dismissed", links),
    Story("procurify-causes", "Bills of a closed period go on together when it is opened", causes),
]
