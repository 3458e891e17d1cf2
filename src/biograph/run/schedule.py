"""Updates by a clock, for machines without cron or systemd."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from biograph.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def keep_updating(cron: str, workspace: Path, *, gateway: str = "") -> None:
    """Run ``biograph update`` at the times of a cron expression, until interrupted.

    An update that is still running when the next is due goes on, and that one is left out. Raises
    UsageError for an expression that is none.
    """
    scheduler = scheduled(cron, command(workspace, gateway=gateway))
    try:
        scheduler.start()
    except KeyboardInterrupt:
        scheduler.shutdown(wait=False)


def command(workspace: Path, *, gateway: str = "") -> list[str]:
    """The update as a process of its own: what it leaves behind ends with it."""
    through = ["--gateway", gateway] if gateway else []
    return [sys.executable, "-m", "biograph", "update", "--workspace", str(workspace), *through]


def scheduled(cron: str, words: list[str]) -> BlockingScheduler:
    """A scheduler, not yet started, that runs the command at the times of the expression."""
    try:
        trigger = CronTrigger.from_crontab(cron)
    except ValueError as error:
        raise UsageError(
            f"{cron!r} is no cron expression: {error}",
            hint='five fields: minute, hour, day, month, day of the week, as in "30 2 * * *"',
        ) from error
    scheduler = BlockingScheduler()
    scheduler.add_job(
        subprocess.run,
        trigger,
        args=[words],
        kwargs={"check": False},
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    return scheduler
