"""A headless browser signed in to a running Odoo, for screenshots.

    with Browser("http://127.0.0.1:8069", "database") as browser:
        browser.open(action="sidecar.sidecar_entry_action")
        browser.screenshot("documents.png")
        browser.open(model="purchase.order", record=7)
        browser.click("button[name='action_procuros_send']")
        browser.screenshot("send-order.png")

Runs with the tools' Python (`contrib/lib/setup`).
"""

import json
import os
import urllib.request
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

# Counts the page's open requests and remembers when the last one ended.
WATCH_REQUESTS = """
window.sidecarRequests = {open: 0, ended: performance.now()};
const watch = window.sidecarRequests;
const ended = () => { watch.open -= 1; watch.ended = performance.now(); };
const send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function () {
  watch.open += 1;
  this.addEventListener("loadend", ended);
  return send.apply(this, arguments);
};
const fetchAsIs = window.fetch;
window.fetch = function () {
  watch.open += 1;
  const answer = fetchAsIs.apply(this, arguments);
  answer.then(ended, ended);
  return answer;
};
"""

# A view, a dialog or a client action is on the page, and nothing was asked or answered for a third of a second.
IS_AT_REST = """
const watch = window.sidecarRequests;
const shown = document.querySelector(".o_view_controller, .o_action_manager > .o_action, .modal-dialog");
const quiet = watch.open === 0 && performance.now() - watch.ended > 333;
return document.readyState === "complete" && Boolean(shown) && quiet;
"""


class Browser:
    """One signed-in window of Chromium; use it as a context."""

    def __init__(self, url, database, login="admin", password="admin", size=(1440, 900), seconds=60):
        """
        :param url: where Odoo listens, without a path
        :param size: of the page, in pixels
        :param seconds: how long any wait lasts at most
        """
        self.url = url.rstrip("/")
        self.database = database
        self.login = login
        self.password = password
        self.size = size
        self.seconds = seconds
        self.series = _series(self.url)
        self.driver = None

    def __enter__(self):
        self.driver = _driver(self.size)
        try:
            self._sign_in()
        except BaseException:
            self.driver.quit()
            raise
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def open(self, *, action=None, model=None, record=None, menu=None, view=None):
        """Opens an action or a record and waits until it is shown.

        :param action: id or external id of an action
        :param model: a model, when there is no action
        :param record: id of the record to show in its form
        :param menu: id of the menu entry to highlight, 17.0 only
        :param view: type of the view to begin with, for example `list`; 17.0 is asked for its own name
        """
        self.driver.get("about:blank")  # on 17.0 only the part behind the # differs, which would reload nothing
        self.driver.get(self.address(action=action, model=model, record=record, menu=menu, view=view))
        self.wait()

    def address(self, *, action=None, model=None, record=None, menu=None, view=None):
        """
        :return: the address of what `open` opens, as this series writes it
        """
        if self.series < 18:
            kind = "form" if record and not view else {"list": "tree"}.get(view, view)
            parts = {"action": action, "model": model, "id": record, "menu_id": menu, "view_type": kind}
            return f"{self.url}/web#" + "&".join(f"{name}={value}" for name, value in parts.items() if value)
        path = f"action-{action}" if action else f"m-{model}"
        query = f"?view_type={view}" if view else ""
        return f"{self.url}/odoo/{path}" + (f"/{record}" if record else "") + query

    def click(self, css):
        """Clicks on the first visible element that matches, once there is one, and waits for what follows."""
        self._until(lambda: self._visible(css), f"nothing to click on matches {css}").click()
        self.wait()

    def fill(self, css, text):
        """Puts a text into a field, in place of what stands there."""
        field = self._until(lambda: self._visible(css), f"no field matches {css}")
        field.clear()
        field.send_keys(text)

    def wait(self, css=None):
        """Waits until the page is at rest and, if given, an element that matches is visible."""
        self._until(lambda: self.driver.execute_script(IS_AT_REST), f"{self.driver.current_url} does not come to rest")
        if css:
            self._until(lambda: self._visible(css), f"nothing on the page matches {css}")

    def run(self, script, *arguments):
        """Runs a script in the page, its arguments in `arguments`.

        :return: what it returns
        """
        return self.driver.execute_script(script, *arguments)

    def until(self, script, *arguments):
        """Runs a script again and again until it returns something true."""
        return self._until(lambda: self.run(script, *arguments), f"{arguments} was not on the page")

    def text(self, css="body"):
        """
        :return: the visible text of the first element that matches
        """
        return self.driver.find_element(By.CSS_SELECTOR, css).text

    def errors(self):
        """
        :return: what the page's scripts have complained about since the last call
        """
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def screenshot(self, path):
        """Writes what the window shows as PNG."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(path))

    def _sign_in(self):
        self.driver.get(f"{self.url}/web/login?db={self.database}")
        self._until(lambda: self._visible("input[name='login']"), "no login page")
        # The page may hide the form behind a script; it is sent as it stands.
        self.driver.execute_script(
            """
            const form = document.querySelector("form.oe_login_form");
            form.login.value = arguments[0];
            form.password.value = arguments[1];
            form.submit();
            """,
            self.login,
            self.password,
        )
        self._until(lambda: self._visible(".o_main_navbar"), f"{self.login} could not sign in")

    def _visible(self, css):
        try:
            return next((one for one in self.driver.find_elements(By.CSS_SELECTOR, css) if one.is_displayed()), None)
        except StaleElementReferenceException:  # drawn anew between the two questions
            return None

    def _until(self, question, complaint):
        return WebDriverWait(self.driver, self.seconds).until(lambda _: question(), complaint)


def _driver(size):
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=en-US"):
        options.add_argument(argument)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # Chromium's sandbox refuses to work for root
    options.set_capability("goog:loggingPrefs", {"browser": "SEVERE"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.set_page_load_timeout(120)
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH_REQUESTS})
    width, height = size
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)  # the page, without the window around it
    return driver


def _series(url):
    """
    :return: the series of the Odoo that listens there, as a number
    """
    request = urllib.request.Request(
        f"{url}/web/webclient/version_info",
        data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": {}}).encode(),
        headers={"Content-Type": "application/json"},
    )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(request, timeout=30) as answer:
        return json.load(answer)["result"]["server_version_info"][0]
