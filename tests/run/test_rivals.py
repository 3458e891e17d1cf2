"""Published figures that contradict each other, as the report shows them."""

from biograph.run.rivals import MEASURES, rivals
from biograph.vocabulary import figures


def test_all_rival_figures_are_there_with_their_sources():
    """None is left out, merged or averaged: as many as the table holds, each as it stands there."""
    shown = {f.label.en: f for group in rivals() for f in group.figures}
    told = {f.label.en: f for group in figures.rivals() for f in group}
    assert shown.keys() == told.keys()
    for label, figure in told.items():
        same = shown[label]
        assert (same.source, same.date, same.url) == (figure.source, figure.as_of, figure.url)
        assert same.scope == figure.scope


def test_a_value_is_written_with_its_unit():
    """Percent, one month, an interval: as readers of each language write them."""
    values = {f.label.en: f.value for group in rivals() for f in group.figures}
    assert values["Imported biomedicines, as the State says"].en == "95%"
    assert values["Imported biomedicines, as the State says"].fr == "95 %"
    assert values["From decision to infusion of CAR-T cells"].en == "1 month"
    assert values["Posts in biotechnology in France by 2030"].fr == "10 000 à 15 000 postes"


def test_a_group_is_drawn_in_one_unit():
    """Weeks and months of one lead time are drawn as months: the user's wait is the longer."""
    (group,) = (g for g in rivals() if g.label.en.endswith("lead time"))
    weeks, months = sorted(group.figures, key=lambda figure: figure.high)
    assert "weeks" in weeks.value.en
    assert weeks.high < 5 < months.low == 10


def test_every_measure_has_words():
    """No figure breaks the report for want of a word."""
    assert set(MEASURES) == set(figures.MEASURES)
