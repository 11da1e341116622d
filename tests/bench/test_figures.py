"""What a benchmark prints: plainly, also what is not as promised."""

from __future__ import annotations

from bench.figures import Figure, verdict


def figure(name: str, value: float, target: float | None = None) -> Figure:
    return Figure(name=name, unit="s", samples=(value,), target=target)


def test_broken_promises_and_what_could_not_be_measured_stand_at_the_end() -> None:
    told = verdict([figure("quick", 1, 2), figure("slow", 3, 2), figure("any", 9)], ["lanes"], 61.4)

    assert told.splitlines() == [
        "3 figures in 61 s; 1 of 2 promises are kept",
        "BROKEN: slow: 3 s, promised 2",
        "FAILED: lanes could not be measured; what went wrong stands above",
    ]


def test_a_figure_is_compared_with_the_last_one_but_for_noise() -> None:
    assert figure("x", 1.1).line(1.0).endswith("as before")
    assert figure("x", 1.3).line(1.0).endswith("WORSE: was 1")
    assert figure("x", 0.5).line(1.0).endswith("better: was 1")
