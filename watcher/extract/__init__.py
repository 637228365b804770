"""Bytes → Document.

read(snapshot, cut)      a page as it was received
read_file(name, body)    a file, by what its name says it is
join(documents)          one agreement over several pages
fingerprint(block)       how ``Cut.furniture`` names a block
may_be_furniture(block)  whether a page's history may have it set aside
declared(body)           what a body's markup says of its language and its end
same_but_silent(a, b)    whether two snapshots differ only where no document comes from
"""

from __future__ import annotations

from watcher.extract.declared import declared
from watcher.extract.fingerprint import fingerprint, may_be_furniture
from watcher.extract.reader import join, read, read_file
from watcher.extract.still import same_but_silent

__all__ = ["declared", "fingerprint", "join", "may_be_furniture", "read", "read_file", "same_but_silent"]
