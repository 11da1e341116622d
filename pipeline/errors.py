"""Errors that tell the run what to do. Facts are attributes; the message says what would have worked."""

from __future__ import annotations


class PipelineError(Exception):
    """Something the person at the terminal must know; the command ends with `exit_status`."""

    exit_status = 1


class UsageError(PipelineError):
    """The command, a setting or a file given by name is not usable as it stands."""

    exit_status = 2


class AnotherRun(PipelineError):
    """Another run holds the lock of this data folder (75 is EX_TEMPFAIL of sysexits.h: try again later)."""

    exit_status = 75


class ListUnreadable(PipelineError):
    """A reading list could not be read as text."""


class PublishFailed(PipelineError):
    """The new database was not sound or could not be put in place; the old one stays."""


class EvidenceUnusable(PipelineError):
    """The evidence file cannot be opened or written."""


class EvidenceDamaged(EvidenceUnusable):
    """The evidence file is spoilt; what can still be read of it can be saved."""


class Refused(PipelineError):
    """The guard will not go to an address: not http(s), a private host, too many redirects, too large a body.

    `url` is the address as asked, `reason` what the guard objects to.
    """

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{reason}: {url}")
        self.url = url
        self.reason = reason


class LedAstray(Refused):
    """An address that may be asked has led to one that may not, by a redirect or by what its name resolves to.

    Another day it may lead where it should: networks that want a login first send every name to themselves.
    """
