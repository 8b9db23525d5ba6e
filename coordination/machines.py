"""The state machines as tables and pictures, read from the code."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from coordination.workflow import Workflow


@dataclass(frozen=True)
class Row:
    """One step from one state: where it leads, who may, and on what condition."""

    step: str
    source: str
    target: str
    permission: str
    conditions: tuple[str, ...]


def workflows() -> list[type[Workflow]]:
    """Return every noun with steps, by name."""
    found = [m for m in apps.get_models() if issubclass(m, Workflow)]
    return sorted(found, key=lambda model: model.__name__)


def rows(model: type[Workflow]) -> list[Row]:
    """Return a noun's steps in the order in which the code declares them."""
    order = {name: place for place, name in enumerate(vars(model))}
    found = list(_rows(model))
    return sorted(found, key=lambda row: (order.get(row.step, 0), row.source))


def _rows(model: type[Workflow]) -> Iterator[Row]:
    field: Any = next(f for f in model._meta.fields if f.name == "state")
    for transition in field.get_all_transitions(model):
        states = getattr(transition.target, "allowed_states", None)
        for target in states or [transition.target]:
            yield Row(
                step=transition.name,
                source=str(transition.source),
                target=str(target) if target is not None else str(transition.source),
                permission=(transition.permission.__doc__ or "Nobody: only the clock."),
                conditions=tuple(
                    str(condition.because) for condition in transition.conditions
                ),
            )


def mermaid(model: type[Workflow]) -> str:
    """Return the machine as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    for row in rows(model):
        source = "[*]" if row.source == "new" else row.source
        if source == row.target and source != "[*]":
            lines.append(f"    {source} --> {source}: {row.step}")
        else:
            lines.append(f"    {source} --> {row.target}: {row.step}")
    ends = {r.target for r in rows(model)} - {
        r.source for r in rows(model) if r.source != r.target
    }
    lines += [f"    {state} --> [*]" for state in sorted(ends)]
    return "\n".join(lines)


def document(model: type[Workflow]) -> str:
    """Return the page of docs/states for a machine."""
    noun = model.noun()
    parts = [
        f"# {noun}",
        "",
        (model.__doc__ or "").strip().splitlines()[0],
        "",
        "Written by `make states`; a test compares it with the code.",
        "",
        "```mermaid",
        mermaid(model),
        "```",
        "",
        "| step | from | to | who | on condition |",
        "|---|---|---|---|---|",
    ]
    parts += [
        f"| {row.step} | {'·' if row.source == 'new' else row.source} | {row.target}"
        f" | {row.permission.splitlines()[0]} | {' '.join(row.conditions) or '-'} |"
        for row in rows(model)
    ]
    return "\n".join(parts) + "\n"
