"""What is wrong with a reading list, for the person who keeps it: findings with line and suggestion, and a patch of what is certain.

```
 published file ──► entries ──┐
 text of the list ─► contents ├─► findings ─► text, JSON, Markdown
                  └► links ───┴─► fixes ────► patch
```
"""

from pipeline.audit.audit import by_kind, examine
from pipeline.audit.links import fixes
from pipeline.audit.listing import Listing, Observed
from pipeline.audit.patch import patch
from pipeline.audit.published import Published, read
from pipeline.audit.render import FORMATS, render

__all__ = ["FORMATS", "Listing", "Observed", "Published", "by_kind", "examine", "fixes", "patch", "read", "render"]
