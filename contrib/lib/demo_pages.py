"""What a person does on Odoo's pages, in a real browser; the same on 17.0, 18.0 and 19.0."""

from browser import Browser

ROW = ".modal .o_data_row"
VALUE = f"{ROW} td[name='value']"
NOTIFICATION = ".o_notification"


def enter_credentials(browser, connection, token):
    """Opens the connector, types the token into the dialog and saves it."""
    browser.open(model="sidecar.connection", record=connection)
    browser.click("button[name='action_credentials']")
    browser.click(VALUE)
    browser.fill(f"{VALUE} input", token)
    browser.click(".modal button[name='action_save']")
    return notification(browser)


def press(browser, button):
    """Presses a button of the record that is open.

    :return: the words of the notification, if one comes
    """
    close_notifications(browser)
    browser.click(f"button[name='{button}']")


def send_from_form(browser, order):
    """Opens an order and presses the button.

    :return: the words of the notification
    """
    browser.open(model="purchase.order", record=order)
    press(browser, "action_procuros_send")
    return notification(browser)


def open_action_menu(browser, name):
    """Ticks an order in the list that is open and unfolds the Action menu.

    :param name: of the order
    """
    browser.until(
        """
        const rows = [...document.querySelectorAll(".o_data_row")];
        const row = rows.find((one) => one.innerText.includes(arguments[0]));
        row?.querySelector(".o_list_record_selector input").click();
        return Boolean(row);
        """,
        name,
    )
    browser.click(".o_cp_action_menus button:has(.fa-cog), .o_cp_action_menus .dropdown-toggle:has(.fa-cog)")


def send_from_list(browser, name, action):
    """Ticks an order in the list and chooses from the Action menu.

    :param name: of the order
    :param action: the words of the menu's entry
    :return: the words of the notification
    """
    browser.open(action="purchase.purchase_rfq", view="list")
    open_action_menu(browser, name)
    close_notifications(browser)
    choose(browser, action)
    return notification(browser)


def choose(browser, words):
    """Clicks on the entry of an unfolded menu."""
    browser.until(
        """
        const entries = [...document.querySelectorAll(".o-dropdown--menu .o_menu_item, .dropdown-menu .o_menu_item")];
        const entry = entries.find((one) => one.innerText.trim() === arguments[0]);
        entry?.click();
        return Boolean(entry);
        """,
        words,
    )
    browser.wait()


def search(browser, *entries):
    """Chooses filters and groupings of the list that is open."""
    browser.click(".o_searchview_dropdown_toggler")
    for words in entries:
        choose(browser, words)
    browser.click(".o_searchview_dropdown_toggler")


def unfold(browser):
    """Opens the first group of a list."""
    browser.click(".o_group_header")


def signed_in(url, database):
    """
    :return: a browser of its own, for `with`
    """
    return Browser(url, database)


def notification(browser):
    """Waits for the words in the corner of the page."""
    browser.wait(NOTIFICATION)
    return browser.text(NOTIFICATION)


def close_notifications(browser):
    browser.run("document.querySelectorAll('.o_notification_close').forEach((one) => one.click())")
