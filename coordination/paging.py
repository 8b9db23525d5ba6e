"""Pages of a list in the API."""

from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """Pages by cursor: the same work on the first page and the thousandth."""

    ordering = "-pk"
    page_size = 50
