"""What the benchmark of clicks while charts are drawn counts is true: every click is answered, and every chart is drawn."""

from __future__ import annotations

from benchmarks.charts import drawing

CHARTS, CLICKS = 5, 20


def test_clicks_are_answered_at_rest_and_while_charts_are_drawn() -> None:
    found = drawing(CHARTS, CLICKS)
    assert len(found.calm) == CLICKS
    assert found.done == CHARTS
    assert found.busy and min(found.busy) > 0
    assert found.ratio > 0
