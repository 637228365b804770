"""Words for the people of an agreement, which several themes need."""

from __future__ import annotations

USER = "you | your | user | users | customer* | developer* | subscriber* | licensee* | member* | visitor* | publisher*"
