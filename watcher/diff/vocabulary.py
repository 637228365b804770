"""Words that comparing has to know, in the languages that agreements are written in."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _forms(lines: str) -> dict[str, str]:
    """Each form of a word and the first one of its line."""
    return {form: line.split()[0] for line in lines.strip().splitlines() for form in line.split()}


KEYWORDS = _forms("""
    section sections sec subsection subsections
    clause clauses subclause
    article articles art artikel
    paragraph paragraphs para paras paragraphe paragraphes
    point points punkt
    term terms condition conditions
    item items
    §
    abschnitt abschnitte
    absatz
    ziffer ziffern ziff
    nummer nr
    klausel
    alinéa
    artículo
    cláusula
""")
KINDS = {
    "part": "part", "chapter": "chapter", "schedule": "schedule", "annex": "annex", "appendix": "appendix",
    "exhibit": "exhibit", "teil": "part", "kapitel": "chapter", "anlage": "schedule", "anhang": "annex",
    "partie": "part", "titre": "title", "chapitre": "chapter", "annexe": "annex", "章": "chapter", "编": "part",
    "附件": "annex", "附录": "appendix",
}  # fmt: skip
PLURALS = _words(
    "terms conditions sections clauses articles paragraphs paras points items subsections § abschnitte ziffern"
)
# What follows a label and continues it: "§ 6 Abs. 3 Satz 2 Nr. 1 lit. a".
SUBLEVELS = _words("abs absatz satz nr nummer lit buchstabe unterabsatz al alinéa alinea point lettre para")
JOINERS = _words(", and or to through und oder bis et ou à - & / 、 和 及 或 至 与")

# What may stand before the word of a reference, and changes with it: "à la partie 5", "à l’article 5".
ARTICLES = _words("the la le l ' les der die das den dem des")
CONTRACTED = {"du": "de", "au": "à", "aux": "à", "im": "in", "zum": "zu", "zur": "zu", "vom": "von", "beim": "bei"}

# Statutes have sections and articles too: "Section 230 of the Communications Decency Act", "Art. 6 GDPR".
LAW = _words("""
    act acts code law laws regulation regulations directive gdpr dsgvo gvo rgpd bgb hgb statute
    convention constitution treaty u.s.c usc cfr c.f.r ccpa cpra gesetz gesetzes verordnung loi
    règlement federal
""")

# What agreements call themselves.
OWN = _words("""
    agreement agreements terms conditions policy contract eula license licence notice document statement tos
    services agb bedingungen vertrag vereinbarung conditions contrat accord
""")

WEIGHTY = _words("""
    not no nor never without may might must shall will would should can cannot unless except only nicht
    kein keine ohne darf dürfen muss müssen soll sollen kann können ne pas sans peut peuvent doit
    doivent sauf aucun aucune
""")
