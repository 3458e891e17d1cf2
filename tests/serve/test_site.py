"""One state of the graph as the pages see it."""

import threading

from biograph.model import Text
from biograph.terms import DATA


def test_countries_have_a_name_in_each_language(site):
    """The graph names them in French alone."""
    assert site.name(DATA + "country/US") == Text(fr="États-Unis", en="United States")


def test_terms_have_the_labels_of_the_ontology(site):
    """In both languages."""
    found = site.kind("CDMO")
    assert found.fr != found.en


def test_what_nobody_names_is_called_by_the_end_of_its_iri(site):
    """Better than nothing, and never an error."""
    assert site.name("https://e.test/a/thing") == Text(fr="thing", en="thing")


def test_findings_come_as_the_run_ranked_them_with_their_caveats(site, finished):
    """Nothing of them is lost on the way to the page."""
    assert tuple(site.findings.values()) == finished[1].findings


def test_what_several_readers_want_at_once_is_derived_once(site):
    """Whoever comes later waits for the first one."""
    made, together = [], threading.Barrier(8)

    def derive():
        made.append(1)
        return object()

    found = []

    def read():
        together.wait()
        found.append(site.keep(("test", "once"), derive))

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(made) == 1
    assert len(set(map(id, found))) == 1


def test_what_readers_ask_for_never_drives_out_what_all_pages_rest_on(site):
    """A thousand findings looked at do not cost the network its columns."""
    kept = site.keep("test kept", object)
    for number in range(1000):
        site.lately(("test", number), object)
    assert site.keep("test kept", object) is kept
    last = site.lately(("test", 999), object)
    assert site.lately(("test", 999), object) is last
