"""Records become works: what is read of each entry, what is still wanted, which claims win. Pure: no clock, no network, no file."""

from pipeline.resolve.draft import Draft
from pipeline.resolve.joining import Bearing, bearing
from pipeline.resolve.seed import Seed
from pipeline.resolve.walk import Hear, Heard, walk
from pipeline.resolve.works import ReadWork, Works

__all__ = ["Bearing", "Draft", "Hear", "Heard", "ReadWork", "Seed", "Works", "bearing", "walk"]
