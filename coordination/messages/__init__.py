"""Outgoing post: a row now, words and transport later."""

from coordination.messages.compose import Content, composes
from coordination.messages.queue import queue

__all__ = ["Content", "composes", "queue"]
