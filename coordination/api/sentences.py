"""What the framework's fields and refusals say by themselves: short, in our words."""

from typing import Any

from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, serializers
from rest_framework.validators import ProhibitSurrogateCharactersValidator

from coordination.api.fields import FAR_OFF, NO_CHOICE, UNCHOSEN

Sentences = dict[str, Any]  # each in the caller's language only when it is said

MISSING = _("This field is required.")
NO_LIST = _("Give a list.")
NO_OBJECT = _("Give names, each with its value.")
NO_DAY = _("Write the day as 2026-12-24.")
NO_MOMENT = _("Write the day and the time as 2026-12-24T14:30.")
UNKEPT = _("This has a character in it that cannot be kept. Write it without.")
CHOOSE_ONE = _("Choose at least one.")
AT_MOST = _("Give {max_value} at most.")
AT_LEAST = _("Give {min_value} at least.")
SHORTER_NUMBER = _("Give a number with fewer digits.")
LOOK_AT_EACH = _("Some of this cannot be used. Look at each field.")
NOT_FOUND = _("Not found, or not yours to see. Ask the coordinator or your leader.")
NOT_YOURS = _(
    "You may see this, but not do it. The department that holds the baton or the"
    " coordinator can."
)
NOT_RECORDED = _(
    "What happens here cannot be put on record just now, so nothing was shown or done."
    " Try again in a moment."
)
UNREADABLE = _("This could not be read as a JSON object.")
OF_A_LIST: Sentences = {
    "not_a_list": NO_LIST,
    "empty": CHOOSE_ONE,
    "min_length": _("Choose {min_length} at least."),
    "max_length": _("Choose {max_length} at most."),
}

FIELDS: dict[type[serializers.Field[Any, Any, Any, Any]], Sentences] = {
    serializers.Field: {"required": MISSING, "null": MISSING},
    serializers.BooleanField: {
        "invalid": _("Write true for yes or false for no."),
    },
    serializers.CharField: {
        "invalid": _("Write a text."),
        "blank": MISSING,
        "max_length": _("Write {max_length} characters at most."),
        "min_length": _("Write {min_length} characters at least."),
    },
    serializers.EmailField: {
        "invalid": _("Write an e-mail address such as name@example.dk."),
    },
    serializers.RegexField: {
        "invalid": _("Write this the way the documentation shows it."),
    },
    serializers.UUIDField: {
        "invalid": _("Give an id such as 123e4567-e89b-42d3-a456-426614174000."),
    },
    serializers.IntegerField: {
        "invalid": _("Give a whole number."),
        "max_value": AT_MOST,
        "min_value": AT_LEAST,
        "max_string_length": SHORTER_NUMBER,
    },
    serializers.DecimalField: {
        "invalid": _("Give a number."),
        "max_value": AT_MOST,
        "min_value": AT_LEAST,
        "max_digits": SHORTER_NUMBER,
        "max_decimal_places": _("Give {max_decimal_places} decimals at most."),
        "max_whole_digits": SHORTER_NUMBER,
        "max_string_length": SHORTER_NUMBER,
    },
    serializers.DateField: {"invalid": NO_DAY, "datetime": NO_DAY},
    serializers.DateTimeField: {
        "invalid": NO_MOMENT,
        "date": NO_MOMENT,
        "make_aware": _("The clocks are changed in that hour. Choose another time."),
        "overflow": FAR_OFF,
    },
    serializers.ChoiceField: {
        "required": UNCHOSEN,
        "null": UNCHOSEN,
        "invalid_choice": NO_CHOICE,
    },
    serializers.MultipleChoiceField: {
        "required": CHOOSE_ONE,
        "null": CHOOSE_ONE,
        "invalid_choice": NO_CHOICE,
        "not_a_list": NO_LIST,
        "empty": CHOOSE_ONE,
    },
    serializers.ListField: OF_A_LIST,
    serializers.ListSerializer: OF_A_LIST,
    serializers.DictField: {"not_a_dict": NO_OBJECT, "empty": MISSING},
    serializers.JSONField: {"invalid": NO_OBJECT},
    serializers.Serializer: {"invalid": NO_OBJECT},
}

REFUSALS: dict[type[exceptions.APIException], Any] = {
    exceptions.ValidationError: LOOK_AT_EACH,
    exceptions.ParseError: UNREADABLE,
    exceptions.NotAuthenticated: _(
        "Nobody is signed in. Sign in, or call with a token in the header"
        " Authorization: Bearer."
    ),
    exceptions.AuthenticationFailed: _(
        "This token is not valid any more. Ask for a new one."
    ),
    exceptions.PermissionDenied: NOT_YOURS,
    exceptions.NotFound: NOT_FOUND,
    exceptions.MethodNotAllowed: _(
        "This address does not take {method}. The header Allow names what it takes."
    ),
    exceptions.NotAcceptable: _(
        "The answer can only be JSON. Ask for it with the header Accept:"
        " application/json."
    ),
    exceptions.UnsupportedMediaType: _(
        "Only JSON is read here. Send it with the header Content-Type:"
        " application/json."
    ),
    exceptions.Throttled: _("These are more calls than one may make."),
}
WAIT: Any = (_("Try again in one second."), _("Try again in {wait} seconds."))


def speak_plainly() -> None:
    """Let every field and refusal say our sentences; what ours say themselves stays."""
    for field, sentences in FIELDS.items():
        field.default_error_messages.update(sentences)
    for refusal, sentence in REFUSALS.items():
        refusal.default_detail = sentence
    throttled = exceptions.Throttled
    throttled.extra_detail_singular, throttled.extra_detail_plural = WAIT
    # No field holds these two; the first speaks on a page's form as well.
    ProhibitNullCharactersValidator.message = UNKEPT
    ProhibitSurrogateCharactersValidator.message = UNKEPT
