"""Why a database cannot be opened, copied or put back, in sentences for the operator."""


class DatabaseUnusable(Exception):
    """The database is not as this release needs it; the text says what to do."""
