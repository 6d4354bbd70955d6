"""Stories of what goes wrong around a click: rollbacks, repeats, kills. The partner holds each order exactly once."""

import threading

from demo_story import Story, expect, expect_sent, send, tell
from odoo_rpc import OdooError, Session

# What a customer's own automation may do: call the button and fail afterwards, in the same transaction.
FAILS_AFTERWARDS = """
records.action_procuros_send()
raise UserError("The approval of this order failed.")
"""


class Clicks:
    """Presses of the button that go on while the story does, each from a session of its own."""

    def __init__(self, stage, clicks):
        self.words = [None] * len(clicks)
        sessions = [Session(stage.url, stage.database) for _ in clicks]
        self.together = threading.Barrier(len(clicks))
        self.threads = [
            threading.Thread(target=self._press, args=(place, sessions[place], orders), daemon=True)
            for place, orders in enumerate(clicks)
        ]
        for thread in self.threads:
            thread.start()

    def _press(self, place, session, orders):
        self.together.wait(20)
        try:
            self.words[place] = str(send(session, orders))
        except (OdooError, OSError, ValueError) as problem:  # Odoo or the service was killed meanwhile
            self.words[place] = f"{type(problem).__name__}: {problem}"

    def answers(self, seconds=90):
        for thread in self.threads:
            thread.join(seconds)
        expect(not any(thread.is_alive() for thread in self.threads), f"every click ends within {seconds} s")
        return self.words


def _click_until_it_arrives(stage, orders, how):
    """Presses the button while the partner is slow.

    :return: the click, once the partner has got something and has not answered
    """
    stage.partner.misbehave(how)
    before = stage.partner.posts()
    click = Clicks(stage, [orders])
    stage.wait(lambda: stage.partner.posts() > before, "the partner got nothing")
    return click


def _references(stage, order):
    where = f"model = 'purchase.order' AND record = {order}"
    return int(stage.sql(f"SELECT count(*) FROM sidecar_reference WHERE {where}")[0][0])


def rollback(stage, company):
    session, order = stage.session(), company.order()
    model = session.find("ir.model", [["model", "=", "purchase.order"]])[0]["id"]
    action = session.create(
        "ir.actions.server", name="Send and fail", model_id=model, state="code", code=FAILS_AFTERWARDS
    )
    try:
        session.run(action, "purchase.order", [order])
        expect(False, "Odoo raises")
    except OdooError as problem:
        tell(f"Odoo raised after Procuros had accepted: {problem}")
    expect(stage.partner.holds(company.name(order)) == 1, "Procuros has the order")
    expect(_references(stage, order) == 0, "Odoo forgot the number")
    before = stage.partner.posts()
    words = send(session, [order])
    expect(stage.partner.posts() == before, "the second click sends nothing")
    tell(f"the next click: {words}")
    expect_sent(stage, order)


def odoo_killed(stage, company):
    order = company.order()
    name = company.name(order)
    click = _click_until_it_arrives(stage, [order], "slow:2s:1 times")
    stage.odoo.kill()
    click.answers()
    tell("kill -9 of Odoo while Procuros had not answered yet")
    stage.wait(lambda: stage.partner.holds(name) == 1, "the order did not arrive")
    stage.start_odoo()
    expect(_references(stage, order) == 0, "Odoo knows nothing of a number")
    before = stage.partner.posts()
    stage.wait(lambda: _tick(stage) or _references(stage, order), "the tick wrote no number", 60, 1)
    # Half a minute is left to the click that may still be under way.
    tell("started again; the tick wrote the number, nobody clicked")
    expect(stage.partner.posts() == before, "nothing was sent again")
    expect_sent(stage, order)


def _tick(stage):
    session = stage.session()
    session.call("ir.cron", "method_direct_trigger", [session.ref("sidecar.tick_cron")])


def repeated(stage, company):
    order = company.order(vendor=company.new_vendor())
    before, tries = stage.partner.posts(), stage.odoo.said.count("tries left")
    click = _click_until_it_arrives(stage, [order], "slow:2s:1 times")
    stage.sql(f"UPDATE purchase_order_line SET sequence = sequence + 1 WHERE order_id = {order}")
    stage.sql(
        "UPDATE product_template SET sequence = sequence + 1 WHERE id IN (SELECT product_tmpl_id FROM product_product"
        f" JOIN purchase_order_line line ON line.product_id = product_product.id WHERE line.order_id = {order})"
    )
    [words] = click.answers()
    repeats = stage.odoo.said.count("tries left") - tries
    expect(repeats > 0, f"Odoo repeats the button after a serialization failure: {words}")
    tell(f"somebody else changed the order's products meanwhile; Odoo repeated the button {repeats} time(s): {words}")
    expect(stage.partner.posts() == before + 1, f"one POST was made, not {stage.partner.posts() - before}")
    expect_sent(stage, order)


def two_clicks(stage, company):
    order = company.order()
    stage.partner.misbehave("slow:1s")
    before = stage.partner.posts()
    words = Clicks(stage, [[order], [order]]).answers()
    for one in words:
        tell(one)
    expect(all("was sent" in one for one in words), "both are told that it was sent")
    expect(stage.partner.posts() == before + 1, f"one POST was made, not {stage.partner.posts() - before}")
    expect_sent(stage, order)


def service_killed(stage, company):
    orders = [company.order() for _ in range(8)]
    click = _click_until_it_arrives(stage, orders, "slow:1s")
    stage.service.kill()
    [words] = click.answers()
    tell(f"kill -9 of the service with 8 orders under way; the clerk reads: {words}")
    expect("OdooError" in words, "the click says that the service is gone")
    stage.partner.misbehave()
    stage.service.run()
    session = stage.session()
    stage.wait(
        lambda: isinstance(send(session, orders), str) and all(_references(stage, order) for order in orders),
        "not all orders came through",
        60,
        0.5,
    )
    for order in orders:
        expect_sent(stage, order)
    tell("started again and clicked again: each of the 8 orders exists once at Procuros and shows its number")


def service_down(stage, company):
    order = company.order()
    stage.service.stop()
    try:
        words = send(stage.session(), [order])
        expect(False, f"the click fails, not: {words}")
    except OdooError as problem:
        tell(f"the service is stopped; the clerk reads: {problem}")
        expect(problem.kind.endswith("UserError"), f"it is a sentence, not {problem.kind}")
        expect("does not answer" in str(problem) and "start" in str(problem), "it says what to do")
    stage.service.run()
    send(stage.session(), [order])
    expect_sent(stage, order)
    tell("started again; the next click sent the order")


STORIES = [
    Story("rollback", "Odoo rolls back after Procuros has accepted; the next click writes the number", rollback),
    Story("odoo-killed", "Odoo is killed while Procuros works; the number comes by itself", odoo_killed),
    Story("repeated", "Odoo repeats the button after a serialization failure", repeated),
    Story("two-clicks", "Two people press the button at the same moment", two_clicks),
    Story("service-killed", "The service is killed with orders under way and started again", service_killed),
    Story("service-down", "The service is down: one sentence with the repair, nothing lost", service_down),
]
