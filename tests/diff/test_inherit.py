"""Ids that survive from version to version."""

from __future__ import annotations

from dataclasses import replace

from watcher.diff import compare, inherit_ids


def test_ids_survive_renumbering_moves_and_edits(tree, library):
    new = library.replace(
        " 2.1| All charges are due within 30", " 2.1| Cards are free.\n 2.2| All charges are due within 20"
    )
    new = new.replace("2.2| A book", "2.3| A book").replace("2.3| Charges", "2.4| Charges")
    old_tree = tree(library)
    inherited, comparison = inherit_ids(tree(new, prefix="n"), compare(old_tree, tree(new, prefix="n")))
    before = {clause.text: clause.id for clause in old_tree.clauses if clause.text}
    after = {clause.text: clause.id for clause in inherited.clauses if clause.text}
    assert all(after[text] == before[text] for text in before.keys() & after.keys())
    assert all(old == new for old, new in comparison.pairs)
    modified = next(change for change in comparison.changes if change.spans)
    assert modified.old[0].id == modified.new[0].id


def test_ids_stay_unique_when_a_new_clause_bears_an_old_ones_id(tree, library):
    new = library.replace(" 1.1| These", " 1.1| Everybody is welcome to the port of books.\n 1.2| These")
    inherited, comparison = inherit_ids(tree(new), compare(tree(library), tree(new)))
    ids = [clause.id for clause in inherited.clauses]
    assert len(set(ids)) == len(ids)
    (added,) = (change.new[0].id for change in comparison.changes if not change.old)
    assert added in ids
    assert added not in {clause.id for clause in tree(library).clauses}


def test_the_id_of_a_removed_clause_is_not_given_to_another(tree):
    old = tree("1.| Members may borrow seven books at once for a month.")
    new = tree("1.| Photographs need a permit that is issued at the gate.")
    inherited, _ = inherit_ids(new, compare(old, new))
    assert inherited.clauses[1].id != old.clauses[1].id


def test_pairs_of_languages_follow_the_new_names(tree):
    old = tree("1.| Members pay in advance at the desk.\n1.| 会员应当提前付款。")
    new = tree("1.| Members pay in advance at the desk.\n1.| 会员应当提前付款。", prefix="n")
    clauses = (new.clauses[0], replace(new.clauses[1], pair="n2"), replace(new.clauses[2], pair="n1"))
    new = replace(new, clauses=clauses)
    inherited, _ = inherit_ids(new, compare(old, new))
    assert [clause.pair for clause in inherited.clauses] == ["", "c2", "c1"]
