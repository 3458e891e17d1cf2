"""A command line run in this process."""

import sys

import pytest

from biograph.cli import main


@pytest.fixture
def command(capsys, monkeypatch):
    """Run a command line in this process: exit code, stdout, stderr."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["biograph", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return end.value.code, out, err

    return run
