"""The process is killed at any moment: whatever it acknowledged is there."""

import os
import signal
import time
from random import Random

from tests.torture.bench import Bench, Figures
from tests.torture.nursery import Job

LONGEST_S = 1.5
"""Longer than two rounds take: the moments fall on every act."""


def run(bench: Bench, rounds: int, seed: int) -> Figures:
    """Kill a child so many times, each after a time drawn by lot."""
    lot = Random(seed)  # noqa: S311 - a lot that can be drawn again
    figures = Figures("kills")
    for number in range(rounds):
        child = bench.children.start(Job(str(bench.fresh().root), rounds=100))
        time.sleep(lot.uniform(0.0, LONGEST_S))
        os.kill(child, signal.SIGKILL)
        bench.note(figures, f"kill {number}", bench.children.end(), killed=True)
    return figures
