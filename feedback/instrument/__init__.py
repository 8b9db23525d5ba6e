"""The questionnaires: frozen versions, kept as files."""
