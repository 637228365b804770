"""Characters as PDFs store them → characters as people type them.

"ﬁnal" "⽤户" "termi\\x02"        a ligature, a Kangxi radical, PDFium's mark for a hyphen at a line's end
"final" "用户" "termi\\u00ad"
"""

from __future__ import annotations

import re
import unicodedata

from watcher.extract.normalize import remove_controls

SOFT_HYPHEN = "\u00ad"

# Ligatures, Kangxi radicals and compatibility ideographs only: full NFKC would turn "，" into "," and "①" into "1".
_COMPATIBLE = re.compile("[\ufb00-\ufb06\u2f00-\u2fd5\uf900-\ufaff]")

# Radicals that fonts use for the characters they look like, and that Unicode gives no decomposition.
_RADICALS = str.maketrans(
    "⺠⺟⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺴",
    "民母西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟网",
)


def readable(text: str) -> str:
    """A piece of text from a PDF in ordinary characters; hyphens at line ends stand as soft hyphens."""
    text = text.replace("\x02", SOFT_HYPHEN).replace("\ufffe", SOFT_HYPHEN).replace("\r\n", "\n").replace("\r", "\n")
    text = _COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return remove_controls(text.translate(_RADICALS)).replace("\n", " ")
