"""What all charts share: writing SVG, and a figure with its table."""

from coordination.charts.figure import SLIM, WIDE, Drawing, Figure, Table

__all__ = ["SLIM", "WIDE", "Drawing", "Figure", "Table"]
