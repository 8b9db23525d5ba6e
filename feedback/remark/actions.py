"""What a leader can do with a remark, one function for each verb."""

from collections.abc import Collection

from coordination.models import User
from coordination.workflow import perform, whole
from feedback.remark.models import Remark


@whole
def release(
    remark: Remark,
    *,
    by: User,
    out: Collection[int] = (),
    version: int | None = None,
) -> None:
    """Let a remark out without some of its words; the words as they came are gone."""
    perform(remark.release, by=by, version=version, by_whom=by, out=out)


@whole
def drop(remark: Remark, *, by: User, version: int | None = None) -> None:
    """Erase a remark that cannot be let out."""
    perform(remark.drop, by=by, version=version)
