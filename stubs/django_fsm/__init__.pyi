"""What we use of django-fsm-2, with our own users instead of django.contrib.auth's."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.db import models

F = TypeVar("F", bound=Callable[..., Any])

class Transition:
    name: str
    source: str
    target: Any
    permission: Any
    conditions: Sequence[Any]
    def has_perm(self, instance: Any, user: Any) -> bool: ...

class FSMFieldMixin:
    protected: bool
    def get_all_transitions(self, cls: type[Any]) -> Iterable[Transition]: ...

class FSMField(FSMFieldMixin, models.CharField[str, str]):
    def __init__(self, *args: Any, protected: bool = ..., **kwargs: Any) -> None: ...

class ConcurrentTransitionMixin(models.Model):
    class Meta:
        abstract = True

    def _update_initial_state(self) -> None: ...

class GET_STATE:  # noqa: N801 - the library's name
    allowed_states: Sequence[Any] | None
    def __init__(
        self, func: Callable[..., Any], states: Sequence[Any] | None = ...
    ) -> None: ...

class TransitionNotAllowed(Exception): ...
class ConcurrentTransition(Exception): ...

def transition(
    field: Any,
    source: Any = ...,
    target: Any = ...,
    on_error: Any = ...,
    conditions: Sequence[Callable[[Any], bool]] = ...,
    permission: Callable[[Any, Any], bool] | None = ...,
    custom: dict[str, Any] = ...,
) -> Callable[[F], F]: ...
