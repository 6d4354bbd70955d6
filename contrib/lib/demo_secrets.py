"""The last story: the API token is nowhere but at the partner and, sealed, in the vault."""

import base64
from pathlib import Path

from demo_story import Story, expect, tell


def no_secret(stage, _company):
    forms = _forms(stage.token)
    places = dict(_places(stage))
    found = [place for place, content in places.items() if any(form in content for form in forms)]
    expect(not found, f"the API token stands nowhere, not in {', '.join(found)}")
    expect(len(places) > 5, f"there was something to search, not only {', '.join(places)}")
    size = sum(map(len, places.values())) // 1024
    tell(f"searched {len(places)} places, {size} KiB: {', '.join(sorted({place.split(':')[0] for place in places}))}")


def _forms(token):
    """The token as it is and as it may be written otherwise."""
    plain = token.encode()
    return [plain, plain.hex().encode(), base64.b64encode(plain).rstrip(b"="), plain[::-1]]


def _places(stage):
    """Yields names and contents of everything but the simulator, which must know the token."""
    yield "database", stage.cluster.client("pg_dump", stage.database).stdout.encode()
    yield "log of the service", stage.service.log.read_bytes()
    yield "log of Odoo", stage.odoo.log.read_bytes()
    for path in _files(stage.service.state):
        yield f"state directory: {path.name}", path.read_bytes()
    for path in _files(stage.databases.data / "filestore" / stage.database):
        yield f"files of Odoo: {path.name}", path.read_bytes()
    for process in (stage.service, stage.odoo):
        for name in ("cmdline", "environ"):
            yield f"/proc {name}: {process.name}", Path(f"/proc/{process.pid}/{name}").read_bytes()
    yield "/proc cmdline: demo", Path("/proc/self/cmdline").read_bytes()


def _files(folder):
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


STORIES = [Story("no-secret", "The API token is nowhere: database, logs, state directory, process list", no_secret)]
