"""Our own static files, each under a name that changes with its content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = r"""(?P<matched>from "(?P<url>\./[^"]+)";)"""


class Assets(CompressedManifestStaticFilesStorage):
    """Our modules import one another under these names too: no page mixes versions.

    Django can do this for every script, but others' import files they do not bring.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("field/*.js", ((IMPORT, 'from "%(url)s";'),)),
    )
