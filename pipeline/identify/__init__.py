"""Links to identifiers: repaired first, then asked of every source, then of the rows of publishers.toml.

Every rule is anchored on host and path; where no rule can tell, the answer is None and never a guess.
"""

from pipeline.identify.addresses import canonical
from pipeline.identify.damage import repair
from pipeline.identify.equivalents import same
from pipeline.identify.links import fallback, identify, named
from pipeline.identify.repositories import code, code_key
from pipeline.identify.wording import hints

__all__ = ["canonical", "code", "code_key", "fallback", "hints", "identify", "named", "repair", "same"]
