"""What can go wrong for a reason a person can mend. Each carries a key of messages.toml and the words that fill it."""


class BuildStopped(Exception):  # noqa: N818  it is what happened, said in the operator's words
    """The build stops and the old database stays."""

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message, details)
        self.message = message
        self.details = details


class FileRefused(BuildStopped):
    """One file cannot be taken; the others are built."""
