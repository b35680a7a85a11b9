"""Learning anew: the search's ranking and confidence are fitted on what is published; until it is done, residents are served by the old ones."""

from sqlalchemy import Engine

from knowledge.catalogue import load_catalogue
from knowledge.search.artefacts import SPOKEN, load_lexicon, load_ranker, search_folder
from knowledge.search.build import build_models
from knowledge.search.stack import Stack
from knowledge.store import mark_published, read_published, transaction
from knowledge.synonym_store import stored_synonyms
from web.staff.jobs import JobRow, tell_job
from web.staff.people.audit import Change, note
from web.staff.questions.confirmed import count_confirmed


def learn_anew(engine: Engine, job_id: int) -> None:
    """Fit on the published entries; every process takes up the result as it takes up a publication."""
    published = read_published(engine)
    confirmed = count_confirmed(published, load_catalogue())
    tell_job(engine, job_id, percent=5, line=f"公開中の {len(published.entries)} 項目と、職員が加えた言い方 {confirmed} 件で学習しています（数分）")
    folder = search_folder()
    build_models(folder, published, load_lexicon(folder, stored_synonyms(engine)), confirmed=confirmed)
    how = "確かめた質問を覚える方法のほうが多く当たったので、それで" if isinstance(load_ranker(folder, SPOKEN), Stack) else "今までと同じ方法で"
    tell_job(engine, job_id, percent=95, line=f"{how}順位を付けます")
    with transaction(engine) as session:
        by = session.get_one(JobRow, job_id).by
        mark_published(session)
        note(session, Change(by, "search_learned", detail={"confirmed": confirmed}))
