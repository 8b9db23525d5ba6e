"""Opening a case for a citizen, correcting their details, showing what is hidden."""

import pytest

from cases.case.models import Case
from cases.citizen import actions as citizen_actions
from cases.citizen.models import Citizen
from coordination.models import Event


@pytest.fixture
def said(jobs):
    return {
        "name": "Karla Fiktiv",
        "language": "da",
        "reason": "Boligen er opsagt",
        "target_group": "other",
        "department": jobs.pk,
        "basis": "statute",
        "basis_text": "Serviceloven § 5",
    }


class TestOpening:
    def test_citizen_and_case_come_together(self, jonas, jobs, said, signed_in):
        client = signed_in(jonas)
        assert client.get("/cases/new/").status_code == 200
        answer = client.post("/cases/new/", said | {"cpr": "012590-1234"})
        case = Case.objects.get()
        assert answer["Location"] == case.get_absolute_url()
        assert (case.baton.department, case.baton.holder) == (jobs, jonas)
        assert case.citizen.cpr == "012590-1234"

    @pytest.mark.parametrize(
        "changes",
        [
            {"name": ""},
            {"cpr": "123"},
            {"cpr": "990190-1234"},
            {"reason": ""},
            {"basis_text": ""},
            {"basis": "consent"},
            {"target_group": ""},
            {"email": "ikke en adresse"},
            {"channel": "email"},
            {"channel": "sms"},
            {"language": "xx"},
            {"born_on": "igår"},
            {"born_on": "2199-01-01"},
            {"born_on": "1890-01-01"},
            {"phone": "abc", "channel": "sms"},
            {"phone": "1234567"},
            {"phone": "12 34 56 78 lokal 9"},
            {"department": "999999"},
            {"name": "x" * 121},
        ],
    )
    def test_bad_input_is_told_kept_and_leaves_nothing(
        self, jonas, said, signed_in, changes
    ):
        answer = signed_in(jonas).post("/cases/new/", said | changes)
        assert answer.status_code == 422
        assert set(answer.context["form"].errors)
        if "reason" not in changes:
            assert "Boligen er opsagt" in answer.content.decode()
        assert not Citizen.objects.exists()

    def test_a_known_number_is_refused_without_a_name(self, jonas, said, signed_in):
        client = signed_in(jonas)
        client.post("/cases/new/", said | {"cpr": "012590-1234"})
        other = said | {"cpr": "012590-1234", "name": "En Anden"}
        answer = client.post("/cases/new/", other)
        assert answer.status_code == 409
        assert "Karla" not in answer.content.decode()
        assert Citizen.objects.count() == 1

    def test_another_department_cannot_be_named(self, jonas, housing, said, signed_in):
        answer = signed_in(jonas).post("/cases/new/", said | {"department": housing.pk})
        assert answer.status_code == 422

    def test_without_casework_no_case_is_opened(self, administrator, said, signed_in):
        answer = signed_in(administrator).post("/cases/new/", said)
        assert answer.status_code in {403, 422}
        assert not Citizen.objects.exists()


class TestCorrecting:
    def address(self, case):
        return f"/cases/{case.pk}/citizen/"

    def sent(self, page, **changes):
        form = page.context["form"]
        values = {bound.html_name: bound.value() for bound in form}
        kept = {name: v for name, v in values.items() if v not in (None, False)}
        return kept | changes

    def test_what_is_changed_is_on_record(self, case, jonas, signed_in):
        client = signed_in(jonas)
        sent = self.sent(client.get(self.address(case)), phone="99 88 77 66")
        assert client.post(self.address(case), sent).status_code == 302
        case.citizen.refresh_from_db()
        assert case.citizen.phone == "99 88 77 66"
        event = Event.objects.get(kind="citizen.correct")
        assert event.facts["fields"] == ["phone"]

    def test_a_form_without_changes_leaves_no_trace(self, case, jonas, signed_in):
        citizen_actions.correct(case.citizen, by=jonas, cpr="012590-1234")
        version = Citizen.objects.get(pk=case.citizen_id).version
        client = signed_in(jonas)
        sent = self.sent(client.get(self.address(case)), cpr="012590 1234")
        answer = client.post(self.address(case), sent, follow=True)
        assert "Du har ikke ændret noget." in answer.content.decode()
        assert Event.objects.filter(kind="citizen.correct").count() == 1
        assert Citizen.objects.get(pk=case.citizen_id).version == version

    def test_a_protected_address_is_kept_unless_replaced(self, case, jonas, signed_in):
        Citizen.objects.filter(pk=case.citizen_id).update(address_protected=True)
        client = signed_in(jonas)
        page = client.get(self.address(case))
        assert "Prøvevej" not in page.content.decode()
        client.post(self.address(case), self.sent(page, phone="99 88 77 66"))
        citizen = Citizen.objects.get(pk=case.citizen_id)
        assert citizen.address == "Prøvevej 1, 9999 Prøveby"
        page = client.get(self.address(case))
        client.post(self.address(case), self.sent(page, address="Nyvej 2"))
        assert Citizen.objects.get(pk=case.citizen_id).address == "Nyvej 2"

    def test_a_screen_from_before_a_change_overwrites_nothing(
        self, case, jonas, signed_in
    ):
        client = signed_in(jonas)
        page = client.get(self.address(case))
        client.post(self.address(case), self.sent(page, phone="99 88 77 66"))
        answer = client.post(self.address(case), self.sent(page, phone="11 11 11 11"))
        assert answer.status_code == 412
        assert "11 11 11 11" in answer.content.decode()
        assert Citizen.objects.get(pk=case.citizen_id).phone == "99 88 77 66"

    def test_bad_input_is_told_and_kept(self, case, jonas, signed_in):
        client = signed_in(jonas)
        sent = self.sent(client.get(self.address(case)), name="", phone="99 88 77 66")
        answer = client.post(self.address(case), sent)
        assert answer.status_code == 422
        assert "99 88 77 66" in answer.content.decode()

    def test_an_outsider_finds_nothing(self, case, outsider, signed_in):
        client = signed_in(outsider)
        assert client.get(self.address(case)).status_code == 404
        assert client.post(self.address(case), {"name": "x"}).status_code == 404


class TestRevealing:
    @pytest.fixture
    def protected(self, case):
        case.citizen.address_protected = True
        case.citizen.set_cpr("012590-1234")
        case.citizen.save()
        return case

    @pytest.mark.parametrize(
        ("what", "shown"), [("address", "Prøvevej 1"), ("cpr", "012590-1234")]
    )
    def test_it_is_hidden_until_a_reason_is_given(
        self, protected, jonas, signed_in, what, shown
    ):
        client = signed_in(jonas)
        assert shown not in client.get(protected.get_absolute_url()).content.decode()
        address = f"/cases/{protected.pk}/citizen/reveal/"
        without = client.post(address, {"what": what})
        assert without.status_code == 422
        assert shown not in without.content.decode()
        page = client.post(address, {"what": what, "reason": "Taxa til mødet"})
        assert shown in page.content.decode()
        event = Event.objects.get(kind=f"citizen.reveal_{what}")
        assert event.by == jonas
        assert event.note_digest

    def test_nonsense_reveals_nothing(self, protected, jonas, signed_in):
        address = f"/cases/{protected.pk}/citizen/reveal/"
        sent = {"what": "everything", "reason": "x"}
        assert signed_in(jonas).post(address, sent).status_code == 422
        assert signed_in(jonas).get(address).status_code == 405

    def test_an_outsider_finds_nothing(self, protected, outsider, signed_in):
        address = f"/cases/{protected.pk}/citizen/reveal/"
        sent = {"what": "cpr", "reason": "x"}
        assert signed_in(outsider).post(address, sent).status_code == 404
