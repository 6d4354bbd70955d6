"""What is read from the words of a demo."""

from commands import Finished
from steps_demo import read


def played(tmp_path, text, code=0):
    log = tmp_path / "demo.log"
    log.write_text(text)
    return read(Finished(code, log))


def test_each_story_counts(tmp_path):
    result = played(tmp_path, "== One\n   passed (1 s)\n== Two\n   passed\n\ndemo: 2 of 2 stories passed\n")
    assert (result.passed, result.failed) == (2, [])


def test_a_failed_story_is_named(tmp_path):
    result = played(tmp_path, "== One\n   FAILED: expected more\n\ndemo: 0 of 1 stories passed\n", 1)
    assert (result.passed, result.failed) == (0, ["One: expected more"])


def test_a_demo_without_its_last_line_failed(tmp_path):
    result = played(tmp_path, "setting up\n== One\n   passed\n", 1)
    assert len(result.failed) == 1 and "ended with code 1" in result.failed[0]
