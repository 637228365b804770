"""What was learned to be furniture, put back by an operator: read again from the next check on, never learned again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from watcher.domain.errors import NotFound
from watcher.domain.version import Learned
from watcher.services.ports import Store


def put_back(agreement_id: str, texts: Sequence[str], store: Store) -> list[Learned]:
    """Put back what begins with one of ``texts``, everything when none is given; gives what was put back.

    The next check reads the stored version again with it, and tells nobody. Raises NotFound for a text that nothing
    that is set aside begins with.
    """
    with store.writing() as rows:
        state = rows.state(agreement_id)
        aside = [each for each in state.furniture if not each.put_back]
        for text in texts:
            if not any(each.text.startswith(text) for each in aside):
                raise NotFound(
                    f"nothing that is set aside begins with “{text}”",
                    where=agreement_id,
                    mend=f"see watcher furniture {agreement_id}",
                )
        back = [each for each in aside if not texts or any(each.text.startswith(text) for text in texts)]
        names = {each.fingerprint for each in back}
        furniture = tuple(
            replace(each, put_back=True) if each.fingerprint in names else each for each in state.furniture
        )
        rows.save_state(replace(state, furniture=furniture))
    return back
