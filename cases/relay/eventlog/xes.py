"""Event logs in XES, the XML of IEEE 1849: traces of events with typed attributes."""

from collections.abc import Iterator, Mapping
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from cases.relay.eventlog.entry import BadRow, Entry, NotALog, read_entry

KEYS = {
    "case": "concept:name",
    "time": "time:timestamp",
    "group": "org:group",
    "resource": "org:resource",
}
PART = 64 * 1024
LONGEST_TRACE = 100_000


def read_xes(data: IO[bytes], columns: Mapping[str, str]) -> Iterator[Entry | BadRow]:
    """Return the log's entries trace by trace, with the lines they begin on."""
    reader = Reader({**KEYS, **columns})
    try:
        while part := data.read(PART):
            reader.parser.Parse(part, False)  # noqa: FBT003 - expat takes no keyword
            yield from reader.take()
        reader.parser.Parse(b"", True)  # noqa: FBT003 - as above
    except expat.ExpatError as error:
        raise NotALog(
            _("The file is not an event log: its XML breaks off in line %(line)s.")
            % {"line": error.lineno}
        ) from error
    if not reader.is_log:
        raise NotALog(_("The file is not an event log: its XML holds no <log>."))


class Reader:
    """Follows the parser through traces and events; only their own attributes count.

    Expat is used directly because it knows the line, and so that a document type,
    with which a small file can unfold into a huge one, is refused before it acts.
    """

    def __init__(self, keys: Mapping[str, str]) -> None:
        self.keys = keys
        self.is_log = False
        self.path: list[str] = []
        self.case = ""
        self.events: list[tuple[int, dict[str, str]]] = []
        self.done: list[Entry | BadRow] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.refuse

    def refuse(self, *_anything: object) -> None:
        """Refuse a document type: XES has none."""
        raise NotALog(
            _("The file is not an event log: XES files have no document type.")
        )

    def take(self) -> list[Entry | BadRow]:
        """Return what was finished since the last time."""
        done, self.done = self.done, []
        return done

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """See an element begin."""
        name = tag.rpartition(":")[2]
        parent = self.path[-1] if self.path else ""
        self.path.append(name)
        if name == "log" and len(self.path) == 1:
            self.is_log = True
        elif name == "trace":
            self.case, self.events = "", []
        elif name == "event" and parent == "trace":
            if len(self.events) >= LONGEST_TRACE:
                raise NotALog(_("One case has too many events for an event log."))
            self.events.append((self.parser.CurrentLineNumber, {}))
        elif "key" in attributes:
            key, value = attributes["key"], attributes.get("value", "")
            if parent == "trace" and key == self.keys["case"]:
                self.case = value
            elif parent == "event" and self.events:
                self.events[-1][1][key] = value

    def end(self, tag: str) -> None:
        """See an element end; with a trace, its events are complete."""
        self.path.pop()
        if tag.rpartition(":")[2] != "trace":
            return
        for line, values in self.events:
            self.done.append(
                read_entry(
                    line,
                    case=self.case,
                    time=values.get(self.keys["time"], ""),
                    group=values.get(self.keys["group"], ""),
                    resource=values.get(self.keys["resource"], ""),
                )
            )
        self.events = []
