"""What all charts share: writing SVG, and a figure with its table."""

from coordination.charts.figure import BROAD, SLIM, WIDE, Drawing, Figure, Table

__all__ = ["BROAD", "SLIM", "WIDE", "Drawing", "Figure", "Table"]
