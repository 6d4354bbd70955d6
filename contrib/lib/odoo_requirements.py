"""Turns the requirements of an Odoo checkout into ones that install without a compiler.

Odoo pins the versions its Linux distributions ship; several exist as source only for the Python at hand and need
headers of libraries that nothing here uses. What the tests do not touch is left out, the rest is taken from wheels.
"""

import re

# Not needed to install modules, run tests or serve pages in threaded mode, and compiled from source.
LEFT_OUT = {"python-ldap", "gevent", "greenlet", "pywin32", "pypiwin32", "rl-renderpm", "ebaysdk"}

# Same library, nearest versions that exist as wheels.
FROM_WHEELS = {
    "cbor2": ["cbor2"],
    "libsass": ["libsass>=0.22"],
    "lxml": ["lxml<5"],
    "markupsafe": ["MarkupSafe<2.2"],
    "pillow": ["Pillow<11"],
    "psutil": ["psutil"],
    "psycopg2": ["psycopg2-binary"],
    "reportlab": ["reportlab<4.2"],
}

NAME = re.compile(r"[A-Za-z0-9._-]+")


def installable(text):
    """
    :param text: contents of Odoo's requirements.txt
    :return: requirement lines for pip, in order, each library once unless Odoo pins it per Python version
    """
    lines = []
    for line in text.splitlines():
        line = line.split(" #")[0].strip()
        match = NAME.match(line)
        if not match:
            continue
        name = match.group().lower()
        if name in LEFT_OUT:
            continue
        for wanted in FROM_WHEELS.get(name, [line]):
            if wanted not in lines:
                lines.append(wanted)
    return lines
