"""`manubot cite` on all links in one call, arXiv's as the citekeys that it has for them; its answers as JSON lines.

By version, `arxiv:2106.08254v1`, it asks arXiv's API, without one arXiv's OAI-PMH, which loopback webs need not have.
It would fetch a schema to prune what it has found: without it, everything is kept.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

_ARXIV = re.compile(r"https?://arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})")


def citekey(link: str) -> str:
    hit = _ARXIV.match(link)
    return f"arxiv:{hit[1]}v1" if hit else f"url:{link}"


def main() -> None:
    links = {citekey(link): link for link in sys.stdin.read().split("\n") if link}
    command = [str(Path(sys.executable).with_name("manubot")), "cite", "--allow-invalid-csl-data", "--output=cited.json", *links]
    ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode and not Path("cited.json").exists():
        sys.exit(ended.stderr)
    for item in json.loads(Path("cited.json").read_text(encoding="utf-8")):
        link = next((link for key, link in links.items() if f"standard_id: {key}" in item["note"].split("\n")), None)
        if link:
            names = [one.get("literal") or f"{one.get('given', '')} {one.get('family', '')}".strip() for one in item.get("author", ())]
            issued = item.get("issued", {}).get("date-parts") or [[None]]
            print(json.dumps({"link": link, "title": item.get("title"), "authors": names, "year": issued[0][0]}))


main()
