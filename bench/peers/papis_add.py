"""What `papis add --batch --no-download-files LINK` finds, link after link in one process; its answers as JSON lines."""

from __future__ import annotations

import json
import re
import sys

from papis.importer import collect_from_importers, fetch_importers, get_matching_importers_by_uri

for link in filter(None, sys.stdin.read().split("\n")):
    importers = get_matching_importers_by_uri(link, include_downloaders=True)
    data = collect_from_importers(fetch_importers(importers, download_files=False), batch=True, use_files=False).data
    names = [f"{one.get('given', '')} {one.get('family', '')}".strip() for one in data.get("author_list") or ()]
    year = re.search(r"\d{4}", str(data.get("year") or data.get("date") or ""))
    title = data.get("title") if data.get("title") != "None" else None  # how it writes that a page has none
    print(json.dumps({"link": link, "title": title, "authors": names, "year": year and int(year[0])}))
