"""The API's own description, and calls made up from it: never a fault of ours."""

import os
from collections import Counter

import pytest
import schemathesis
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from coordination import tokens
from coordination.wsgi import application

# The whole run: some operations, each with as many made-up calls.
EXAMPLES = int(os.environ.get("STAFET_SCHEMA_EXAMPLES", "2"))


@pytest.fixture
def raw(as_, jonas):
    return as_(jonas).get("/api/schema/").json()


def test_the_schema_is_whole(tmp_path):
    call_command(
        "spectacular", "--validate", "--fail-on-warn", "--file", tmp_path / "api.yml"
    )


# What changes something and yet takes no Idempotency-Key, each with its reason.
PRIVATE = "nothing about a citizen's answer is kept beside a name; stored once anyway"
WITHOUT_KEY = {
    "/api/v1/interviews/{id}/answers/": PRIVATE,
    "/api/v1/interviews/{id}/decline/": PRIVATE,
    "/api/v1/paper/": PRIVATE,
    "/api/v1/desk/search/": "no name is kept with a key; it changes nothing",
    "/api/v1/visits/sealed/": "each record has an id of its own, and may come again",
}


def test_every_other_change_takes_a_key(raw):
    found = {
        address
        for address, methods in raw["paths"].items()
        for method, described in methods.items()
        if method in {"post", "put", "patch", "delete"}
        and "Idempotency-Key" not in str(described.get("parameters", ""))
    }
    assert found == set(WITHOUT_KEY)


def test_refusals_are_described_once(raw):
    accept = raw["paths"]["/api/v1/handovers/{id}/accept/"]["post"]
    for code in ("400", "401", "403", "404", "409", "412", "422"):
        assert accept["responses"][code] == {
            "$ref": f"#/components/responses/Refused{code}"
        }
    assert raw["components"]["responses"]["Refused412"]["description"]


def test_nothing_can_be_said_but_what_a_call_names(raw):
    said = {
        body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for methods in raw["paths"].values()
        for described in methods.values()
        if (body := described.get("requestBody"))
    }
    schemas = raw["components"]["schemas"]
    assert "AcceptInputRequest" in said
    assert [name for name in said if schemas[name]["additionalProperties"]] == []
    assert schemas["RecordInputRequest"]["additionalProperties"] is False
    assert "additionalProperties" not in schemas["Receipt"]


@pytest.mark.parametrize("address", ["/api/schema/", "/api/docs/"])
def test_it_is_for_people_who_are_signed_in(address, as_, jonas):
    assert as_().get(address).status_code in {302, 401}
    assert as_(jonas).get(address).status_code == 200


def test_the_documentation_shows_every_call(as_, jonas, raw):
    page = as_(jonas).get("/api/docs/").content.decode()
    for path in raw["paths"]:
        assert path in page
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.commits
def test_made_up_calls_are_never_a_fault_of_ours(
    raw, coordinated, handover, charter, jonas, settings, caplog
):
    """Ids are real half the time, or nothing beyond 404 would ever be reached."""
    settings.API_RATES = {**settings.API_RATES, "user": "1000000/min"}
    caplog.set_level("CRITICAL")
    signed = {"Authorization": f"Bearer {tokens.issue(jonas)}"}
    known = {
        "cases": coordinated.pk,
        "handovers": handover.pk,
        "involvements": coordinated.parties().first().pk,
        "citizens": coordinated.citizen_id,
        "departments": handover.receiver_id,
    }
    schema = schemathesis.openapi.from_dict(raw)
    codes = Counter()
    for found in schema.get_all_operations():
        operation = found.ok()
        operation.app = application
        codes += try_out(operation, known, signed)
    assert codes.total() >= 200, codes
    assert codes[200] > 20, codes  # not all of them are refused at the door


def try_out(operation, known, signed):
    noun = operation.path.removeprefix("/api/v1/").split("/")[0]
    codes = Counter()

    @given(case=operation.as_strategy(), real=st.booleans())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=not os.environ.get("STAFET_SCHEMA_EXAMPLES"),
        suppress_health_check=list(HealthCheck),
    )
    def call(case, real):
        if real and case.path_parameters:
            case.path_parameters = dict.fromkeys(
                case.path_parameters, str(known.get(noun, 1))
            )
        answer = case.call(app=application, headers=signed)
        codes[answer.status_code] += 1
        checks = [
            not_a_server_error,
            content_type_conformance,
            response_schema_conformance,
            status_code_conformance,
        ]
        case.validate_response(answer, checks=checks)

    call()
    return codes
