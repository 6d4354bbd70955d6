"""The kill points of the service, as its sources name them."""

import re

from paths import SOURCES

CALL = re.compile(r'KillPoint\.reach\("([a-z_.]+)"\)')
# Passed only while the service starts, and only when there is something to do.
AT_START = {"recovery.page", "recovery.entry"}
# Passed only by a store that is new or older.
AT_UPGRADE = {"store.migrating", "store.migrated"}
AT_BACKUP = {"store.copied"}
# Passed only by documents that come in; `contrib/soak incoming` kills there.
INCOMING = ("apply.", "intake.", "report.")
# Passed only where documents need others first, are asked for or imported; `contrib/soak procountor-kills` kills there.
OF_PROCOUNTOR = ("import.", "needs.", "pull.")


def labels():
    """
    :return: every label, in order
    :raises ValueError: when two places have the same
    """
    found = every()
    twice = {label for label in found if found.count(label) > 1}
    if twice:
        raise ValueError(f"kill points with the same label: {', '.join(sorted(twice))}")
    return sorted(label for label in found if not label.startswith((*INCOMING, *OF_PROCOUNTOR)))


def incoming():
    """
    :return: the labels that a service passes while documents come in
    """
    return sorted(label for label in every() if label.startswith(INCOMING))


def of_procountor():
    """
    :return: the labels that only a service with Procountor passes
    """
    return sorted(label for label in every() if label.startswith(OF_PROCOUNTOR))


def every():
    return [label for path in sorted(SOURCES.rglob("*.swift")) for label in CALL.findall(path.read_text())]


def under_load():
    """
    :return: the labels that a service under load passes
    """
    return [label for label in labels() if label not in AT_START | AT_UPGRADE | AT_BACKUP]
