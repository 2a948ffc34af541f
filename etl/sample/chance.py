"""Repeatable chance: seeded streams, a bell curve without transcendental functions, exact totals."""

import random
from collections.abc import Mapping, Sequence
from math import fsum
from typing import TypeVar

SEED = 7471

Choice = TypeVar("Choice")


def stream(name: str) -> random.Random:
    """One stream a topic, so that a change in one file leaves the others as they were."""
    return random.Random(f"{SEED} {name}")  # noqa: S311 (repeatable on purpose, guards nothing)


def bell(rng: random.Random) -> float:
    """Nearly standard normal: twelve uniform draws less six, within ±6."""
    return fsum(rng.random() for _ in range(12)) - 6


def around(rng: random.Random, centre: float, spread: float) -> float:
    """A draw around `centre` with relative standard deviation `spread`, never under a tenth of it."""
    return centre * max(0.1, 1 + spread * bell(rng))


def pick(rng: random.Random, weights: Mapping[Choice, float]) -> Choice:
    return rng.choices(list(weights), list(weights.values()))[0]


def fit(weights: Sequence[float], total: int, least: int = 1) -> list[int]:
    """Whole numbers in the proportions of `weights` that add up to `total` exactly, none under `least`."""
    scale = total / fsum(weights)
    shares = [max(float(least), weight * scale) for weight in weights]
    whole = [int(share) for share in shares]
    by_remainder = sorted(range(len(whole)), key=lambda i: whole[i] - shares[i])
    while missing := total - sum(whole):
        step = 1 if missing > 0 else -1
        open_places = [i for i in by_remainder[::step] if step > 0 or whole[i] > least]
        for i in open_places[: abs(missing)]:
            whole[i] += step
    return whole
