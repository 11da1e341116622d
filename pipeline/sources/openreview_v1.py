"""OpenReview API 1: ICLR until 2023, NeurIPS until 2022. A note lives on one of the two APIs, and nothing in its id tells on which."""

from __future__ import annotations

from pipeline.sources._openreview import Notes


class OpenReviewV1(Notes):
    name = "openreview_v1"
    twin_of = "openreview"
    api = "https://api.openreview.net"


source = OpenReviewV1()
