"""Outgoing post: a row now, words and transport later."""

from coordination.messages.compose import Content, composes, when_taken
from coordination.messages.queue import queue

__all__ = ["Content", "composes", "queue", "when_taken"]
