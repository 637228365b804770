"""Bytes → Document.

read(snapshot, cut)      a page as it was received
read_file(name, body)    a file, by what its name says it is
join(documents)          one agreement over several pages
fingerprint(block)       how ``Cut.furniture`` names a block
"""

from __future__ import annotations

from watcher.extract.fingerprint import fingerprint
from watcher.extract.reader import join, read, read_file

__all__ = ["fingerprint", "join", "read", "read_file"]
