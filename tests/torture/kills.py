"""The process is killed at any moment: whatever it acknowledged is there."""

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
        job = Job(str(bench.fresh().root), rounds=100, kill_after=lot.uniform(0.01, LONGEST_S))
        bench.note(figures, f"kill {number}", bench.children.run(job), killed=True)
    return figures
