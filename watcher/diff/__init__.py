"""Two clause trees → the changes between them."""

from watcher.diff.compare import compare
from watcher.diff.fingerprint import fingerprint
from watcher.diff.inherit import inherit_ids

__all__ = ["compare", "fingerprint", "inherit_ids"]
