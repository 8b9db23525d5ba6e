"""The bars of all questions on a phone: nothing lies upon anything else."""

import re

from coordination.charts import SLIM
from feedback.analytics.charts.likert import Answers, draw_likert
from feedback.analytics.statistics import Histogram

STEPS = ("Slet ikke", "I mindre grad", "I nogen grad", "I høj grad", "I meget høj grad")
# At .75rem a digit is hardly seven units wide; a letter hangs three below its line.
DIGIT, BELOW = 7, 3
WRITTEN = re.compile(
    r'<text class="(c-\w+)"[^>]* x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)'
)
CENTRE = re.compile(r'class="c-centre"[^>]* y1="([\d.]+)" x2="[\d.]+" y2="([\d.]+)"')


def drawn():
    rows = [Answers(name, Histogram((10, 90, 300, 400, 200))) for name in ("Ét", "To")]
    return draw_likert(SLIM, rows, steps=STEPS, title="Svarene", description="Alle")


def test_the_mean_and_n_stand_apart():
    means = [each for each in WRITTEN.findall(drawn()) if each[0] == "c-value"]
    counts = [each for each in WRITTEN.findall(drawn()) if each[3].startswith("n ")]
    assert len(means) == len(counts) == 2
    for mean, n in zip(means, counts, strict=True):
        end = float(mean[1]) + DIGIT * len(mean[3])
        assert end < float(n[1]) - DIGIT * len(n[3])


def test_the_middle_line_crosses_the_bars_and_not_their_names():
    names = [
        float(y) for _css, _x, y, said in WRITTEN.findall(drawn()) if said in "ÉtTo"
    ]
    lines = [(float(y1), float(y2)) for y1, y2 in CENTRE.findall(drawn())]
    assert len(names) == 2
    assert lines
    for y in names:
        assert not any(y1 < y + BELOW and y - DIGIT < y2 for y1, y2 in lines)
