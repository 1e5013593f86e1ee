"""The process is killed at any moment: whatever it acknowledged is there."""

from random import Random
from time import perf_counter

from tests.torture.bench import Bench, Figures

ROUNDS = 1.3
"""So many rounds of a work are waited for at the longest: the moments fall on every act."""


def run(bench: Bench, rounds: int, seed: int) -> Figures:
    """Kill a child so many times, each after a time drawn by lot."""
    lot = Random(seed)  # noqa: S311 - a lot that can be drawn again
    figures = Figures("kills", bench.work.name)
    begun = perf_counter()
    bench.run()
    longest = ROUNDS * (perf_counter() - begun)
    for number in range(rounds):
        outcome = bench.run(rounds=100, kill_after=lot.uniform(0.01, longest))
        bench.note(figures, f"kill {number}", outcome, killed=True)
    return figures
