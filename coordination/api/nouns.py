"""A noun over HTTP: a list, one of them, and its steps."""

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from coordination.access import read_or_404, record_list
from coordination.api.steps import Steps, tagged
from coordination.api.words import Said
from coordination.paging import Pages


class Lists(Steps):
    """The list of one noun, with what the person may see of it, and its steps."""

    filters: ClassVar[Said]
    row: ClassVar[Said]
    # the column with the case that a row belongs to
    case_column: ClassVar[str] = "case_id"

    def shown(self, rows: Any) -> Any:
        """Bring along what the answer about one says of other rows."""
        return rows

    def listed(self, rows: Any) -> Any:
        """Bring along what a line in a list says of other rows."""
        return self.shown(rows)

    def narrowed(self, rows: Any, wanted: dict[str, Any]) -> Any:
        """Keep what the caller asks for; each filter is a column of that name."""
        return rows.filter(**wanted)

    def newest(self, rows: Any, limit: int) -> list[Any]:
        """Return the first rows that this person may see."""
        return list(rows.visible_to(self.by())[:limit])

    def list(self, request: Request) -> Response:
        """Return a page of what the person may see, with the list on record."""
        asked = self.filters(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        wanted = asked.validated_data
        everything = self.listed(self.model._default_manager.all())
        rows = self.narrowed(everything, wanted)
        pages = Pages(request)
        page = pages.fill(rows, self.newest)
        cases = {getattr(found, self.case_column) for found in page}
        noun = self.model._meta.model_name
        record_list(f"{noun}.list", sorted(cases), by=self.by())
        shown = self.row(page, many=True, context=self.get_serializer_context())
        return pages.answer(shown.data)


class Nouns(Lists):
    """The list of one noun, one of them with the read on record, and its steps."""

    output: ClassVar[Said]

    def retrieve(self, request: Request, pk: str) -> Response:
        """Return one thing, with the read on record before it leaves."""
        found = self.read(pk)
        return tagged(Response(self.written(found)), found.version)

    def read(self, pk: str) -> Any:
        """Return one thing that the person may see, with the read on record."""
        rows = self.shown(self.model._default_manager.all())
        return read_or_404(rows, pk, by=self.by())

    def written(self, found: Any) -> Any:
        """Return one thing as the answer shows it."""
        return self.output(found, context=self.get_serializer_context()).data

    def current(self, request: Request, pk: str) -> Any:
        """Return the thing as it is now, with the read on record."""
        return self.written(self.read(pk))
