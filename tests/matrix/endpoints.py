"""Endpoints that are no step: who calls them, about what, with which words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.utils import timezone

from feedback.invitation.code import code_of
from tests.matrix.step import task
from tests.matrix.steps_of_mentors import monas
from tests.matrix.subjects import make
from tests.matrix.subjects_of_forms import asked, keep, wished
from tests.matrix.world import open_case
from tests.mentors.phones import envelope, record, words


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """An endpoint: who calls it, what its address names, what could be used."""

    by: str
    about: Callable[..., Any] = lambda world: None
    said: Callable[..., dict[str, Any]] = lambda world: {}
    # how the words lie in the body, where that is not all there is
    body: Callable[[dict[str, Any]], dict[str, Any]] = dict


WHY = {"reason": "Skal ringe til lægen nu"}
ANSWERED = {
    "answers": {"overall": "4"},
    "text": "Godt",
    "language": "da",
    "helped": "nobody",
    "call_me": False,
}


def detailed(world):
    return {
        "name": "Karla Fiktiv",
        "called": "Karla",
        "cpr": "",
        "born_on": "1980-01-02",
        "phone": "11 11 11 11",
        "email": "karla@example.org",
        "address": "Prøvevej 1",
        "address_protected": True,
        "channel": "email",
        "language": "da",
        "interpreter": False,
        "representative": "Mor",
        "stop": "",
    }


def visited(world):
    return {
        "client_id": str(uuid4()),
        "mentorship": monas(world).pk,
        "kind": "walk",
        "outcome": "done",
        "started_at": timezone.now().isoformat(),
        "minutes": 60,
        "to_whom": "Lægen",
        "wishes": "Svømmehallen",
        "agreed": "Vi ses",
        "next_at": None,
        "together_with": [world.mette.pk],
        "planned": None,
    }


def sealed(world):
    told = words(mentorship=monas(world).pk)
    return record(envelope(told, author=world.mona))


def sent_together(world):
    return {
        "records": [sealed(world)],
        "waiting": 0,
        "oldest_at": None,
        "tell": None,
    }


def running(world):
    make(world, "mentorship", "active")


def on_paper(world):
    keep(world, "paper", asked(world, mode="letter"))


ENDPOINTS = {
    "citizens/{pk}/correct/": Endpoint(
        by="jonas", about=lambda w: w.case.citizen_id, said=detailed
    ),
    "citizens/{pk}/reveal-address/": Endpoint(
        by="jonas", about=lambda w: w.case.citizen_id, said=lambda w: WHY
    ),
    "citizens/{pk}/reveal-cpr/": Endpoint(
        by="jonas", about=lambda w: w.case.citizen_id, said=lambda w: WHY
    ),
    "emergencies/": Endpoint(
        by="outsider",
        about=lambda w: keep(w, "elsewhere", open_case(w)) and None,
        said=lambda w: {"number": w.elsewhere.number, **WHY},
    ),
    "cases/{pk}/next-step/": Endpoint(by="jonas", about=lambda w: w.case.pk, said=task),
    "measures/{pk}/pass-on/": Endpoint(
        by="jonas",
        about=lambda w: wished(w).pk,
        said=lambda w: {"responsible": w.jonas.pk},
    ),
    "visits/": Endpoint(by="mona", about=running, said=visited),
    "visits/sealed/": Endpoint(by="mona", about=running, said=sent_together),
    "figures/targets/": Endpoint(
        by="lis",
        said=lambda w: {"coherent": "4.1", "unheard_of": None},
        body=lambda targets: {
            "targets": {k: v for k, v in targets.items() if k != "unheard_of" or v}
        },
    ),
    "interviews/{pk}/answers/": Endpoint(
        by="hanne",
        about=lambda w: asked(w).pk,
        said=lambda w: {**ANSWERED, "mode": "phone"},
    ),
    "interviews/{pk}/decline/": Endpoint(
        by="hanne", about=lambda w: asked(w).pk, said=lambda w: {"for_good": False}
    ),
    "desk/search/": Endpoint(
        by="hanne",
        about=lambda w: asked(w) and None,
        said=lambda w: {"name": "Karla"},
    ),
    "paper/": Endpoint(
        by="hanne",
        about=on_paper,
        said=lambda w: {
            **ANSWERED,
            "code": code_of(w.paper),
            "round": None,
            "sheet": None,
        },
    ),
}
# The same intake, with nonsense inside one record.
INSIDE = {
    "visits/sealed/": Endpoint(
        by="mona",
        about=running,
        said=sealed,
        body=lambda each: {"records": [each]},
    ),
    "interviews/{pk}/answers/": Endpoint(
        by="hanne",
        about=lambda w: asked(w).pk,
        said=lambda w: {"overall": "4"},
        body=lambda each: {**ANSWERED, "mode": "phone", "answers": each},
    ),
}
