"""What an address says about its work besides naming it."""

from __future__ import annotations

from functools import cache

from pipeline.identify.damage import LONGEST, repair
from pipeline.identify.table import ByHost, Hint, table
from pipeline.models import Field
from pipeline.sources._address import address


def hints(url: str) -> tuple[tuple[Field, str, str], ...]:
    """Venue and year as the address tells them: field, raw piece, way; empty where it tells nothing.

    >>> hints("https://www.ijcai.org/proceedings/2023/0470.pdf")
    (('venue', 'ijcai', 'link'), ('year', '2023', 'link'))
    """
    mended = repair(url)
    found = address(mended) if len(mended) <= LONGEST else None
    hint, groups = next(iter(_hints().matches(found)), (None, {})) if found else (None, {})
    if hint is None:
        return ()
    told: tuple[tuple[Field, str | None], ...] = (("venue", hint.venue), ("year", hint.year))
    return tuple((field, template.format_map(groups), "link") for field, template in told if template)


@cache
def _hints() -> ByHost[Hint]:
    return ByHost(table().hint)
