"""What people are told inside Stafet: the new first, and counted in the menu."""

import pytest

from coordination.messages.queue import queue
from coordination.models import Message


@pytest.fixture
def notice(handover, hanne):
    queue(
        "handover.offered",
        key="one",
        user=hanne,
        handover=handover.pk,
        case=handover.case_id,
        giver="Job og Uddannelse",
        receiver="Bolig",
        to_staff=True,
    )
    return Message.objects.get(key="one")


def test_the_page_shows_what_is_new(signed_in, hanne, notice):
    page = signed_in(hanne).get("/notices/").content.decode()
    assert "Job og Uddannelse tilbyder jer stafetten" in page
    assert 'class="badge info">1<' in page


def test_looking_at_the_list_writes_nothing(signed_in, hanne, notice):
    signed_in(hanne).get("/notices/")
    notice.refresh_from_db()
    assert notice.seen_at is None


def test_opening_one_leads_to_it_and_notes_that_it_is_seen(
    signed_in, hanne, notice, handover
):
    client = signed_in(hanne)
    answer = client.post(f"/notices/{notice.pk}/open/")
    assert answer.url == f"/handovers/{handover.pk}/"
    notice.refresh_from_db()
    assert notice.seen_at
    page = client.get("/notices/").content.decode()
    assert "Ingen nye beskeder" in page
    assert "badge info" not in page


def test_all_can_be_noted_as_seen(signed_in, hanne, notice):
    assert signed_in(hanne).post("/notices/seen/").url == "/notices/"
    assert not Message.objects.filter(seen_at=None).exists()


def test_another_persons_messages_are_not_there(signed_in, jonas, notice):
    client = signed_in(jonas)
    assert client.post(f"/notices/{notice.pk}/open/").status_code == 404
    client.post("/notices/seen/")
    notice.refresh_from_db()
    assert notice.seen_at is None
    assert "tilbyder jer" not in client.get("/notices/").content.decode()


def test_it_costs_the_same_with_many(
    signed_in, hanne, notice, handover, django_assert_max_num_queries
):
    for number in range(30):
        queue(
            "handover.reminded",
            key=f"more {number}",
            user=hanne,
            handover=handover.pk,
            case=handover.case_id,
            giver="Job",
            receiver="Bolig",
        )
    client = signed_in(hanne)
    with django_assert_max_num_queries(2):
        client.get("/notices/")
