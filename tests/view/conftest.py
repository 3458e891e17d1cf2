"""A report and a graph with invented firms and figures on the real stages, families and inputs."""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from biograph import vocabulary
from biograph.model import (
    Changes,
    Finding,
    Flag,
    Presence,
    Reason,
    RunReport,
    Source,
    StepCount,
    Text,
)
from biograph.view.content import (
    Aim,
    Axis,
    Indicator,
    InputOrigin,
    Published,
    ReportContent,
    Rivals,
    Spread,
    StageCell,
)
from biograph.view.graph import Edge, GraphContent, Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

#: A name that runs a program wherever it is not escaped.
HOSTILE = "<script>alert(1)</script><img src=x onerror=\"document.title='run'\">"

FIRMS = (
    "Viralys",
    "Cellovia Bioproduction",
    "Étoile Biologics",
    "Atelier Cryogénique du Rhône",
    "Nantavec",
    "Fermentis Garonne",
    "Hôpital Sainte-Odile",
    "Lipidea",
    "Membrana Oberrhein",
    "Polymère Santé",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The shape of a proof as the analyses give it."""

    kind: str
    label: Text
    quote: str = ""
    source: str = ""
    title: str = ""
    date: str = ""
    url: str = ""
    confidence: float | None = None
    children: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The shape of a verdict as the analyses give it."""

    claim: Text
    source: str
    as_of: str
    status: str
    found: Text
    command: str = ""


def same(name: str) -> Text:
    """The same words in both languages."""
    return Text(fr=name, en=name)


@cache
def terms(table: str) -> tuple[tuple[str, Text], ...]:
    """Id and labels of the terms of one kind: inputs, stages, families."""
    kind = {"inputs": "input", "stages": "stage", "families": "family"}[table]
    return tuple(
        (term.id, Text(fr=term.labels["fr"], en=term.labels["en"]))
        for term in vocabulary.terms()
        if f"/{kind}/" in term.iri
    )


def quotation(words: str, *, url: str = "https://exemple.test/annonce", row: bool = False) -> Proof:
    """A leaf of a proof: the words of a text or of a register row."""
    return Proof(
        kind="row" if row else "quotation",
        label=same(words),
        quote=words,
        source="bdpm" if row else "corpus",
        title="Base publique, présentations" if row else "Communiqué de presse",
        date="2025-03" if row else "2024-11-08",
        url=url,
        confidence=None if row else 0.83,
    )


def proof(firm: str, made: Text) -> Proof:
    """A finding that hangs on one firm: requirements, the fact, its two sources."""
    said = quotation(
        f"{firm} est aujourd'hui le seul à fournir « {made.fr} » aux producteurs français."
    )
    row = quotation(f"fabricant={firm}; produit={made.fr}", row=True, url="")
    fact = Proof(
        kind="fact",
        label=Text(fr=f"{firm} fournit {made.fr}", en=f"{firm} supplies {made.en}"),
        children=(said, row),
    )
    requirements = tuple(
        Proof(
            kind="requirement",
            label=Text(
                fr=f"{family.fr} : requiert « {made.fr} »", en=f"{family.en}: requires {made.en}"
            ),
            children=(fact,) if number == 0 else (),
        )
        for number, (_, family) in enumerate(terms("families"))
    )
    return Proof(kind="finding", label=same(firm), children=requirements)


@pytest.fixture(scope="session")
def content() -> ReportContent:
    """A whole report: every section filled, every state of a cell there."""
    stages, families, inputs = terms("stages")[:11], terms("families"), terms("inputs")
    firms = [(firm, inputs[7 * n][1]) for n, firm in enumerate(FIRMS)]
    bottlenecks = tuple(_bottleneck(n, firm, made) for n, (firm, made) in enumerate(firms))
    gaps = (
        _gap(),
        *(_unknown(n, label) for n, (_, label) in enumerate(inputs[60:72])),
        *(_question(n, label) for n, (_, label) in enumerate(inputs[80:83])),
    )
    return ReportContent(
        title=Text(
            fr="Où la chaîne française des biothérapies est fragile",
            en="Where the French biotherapy chain is fragile",
        ),
        date="2026-11-22",
        files=Text(fr="rapport.html", en="report.html"),
        actors=5214,
        run=_run((*bottlenecks, *gaps)),
        labels={"CDMO": Text(fr="façonniers (CDMO)", en="contract manufacturers (CDMO)")},
        analyses={"B1": Text(fr="Points uniques", en="Single points of failure")},
        aims=_aims(),
        stages=tuple(Axis(key=key, label=label) for key, label in stages),
        families=tuple(Axis(key=key, label=label) for key, label in families),
        cells=tuple(_cells()),
        bottlenecks=bottlenecks,
        gaps=gaps,
        proofs={
            f.id: proof(firm, made) for f, (firm, made) in zip(bottlenecks, firms, strict=True)
        },
        inputs=tuple(_origin(n, label) for n, (_, label) in enumerate(inputs[:40])),
        spreads=tuple(_spread(n, label) for n, (_, label) in enumerate(inputs[3:13])),
        verdicts=_verdicts(),
        rivals=(_rivals(),),
        conflicts=(_conflict(),),
        sources=_sources(),
        graphs={bottlenecks[0].id: Text(fr="graphe.html", en="graph.html")},
    )


def _bottleneck(number: int, firm: str, made: Text) -> Finding:
    count = max(12 - number, 2)
    return Finding(
        id=f"single-point-{number}",
        kind="single-point",
        sentence=Text(
            fr=f"Sans {firm}, {count} familles de thérapies s’arrêtent, d'après les seuls "
            f"fournisseurs connus de biograph (couverture 62 %) : en cause, « {made.fr} ».",
            en=f"Without {firm}, {count} therapy families stop, going by the suppliers known to "
            f"biograph alone (coverage 62%): because of '{made.en}'.",
        ),
        value=float(count),
        unit=Text(fr="familles de thérapies", en="therapy families"),
        low=max(count - 2.0, 0),
        high=count + 1.0,
        coverage=0.62,
        rank=1 - number / 20,
        analysis="B1",
        naive=0.97,
        completed=0.94 if number % 3 == 0 else 0.31,
        overturned_by=Text(
            fr=f"un fournisseur hors du groupe {firm}", en=f"a supplier outside the group of {firm}"
        ),
        command="biograph bottlenecks --json",
        caveats=(
            Text(
                fr="Les recettes n'ont pas encore été relues par un expert en bioprocédés.",
                en="The recipes have not been reviewed by a bioprocess expert yet.",
            ),
        ),
    )


def _gap() -> Finding:
    return Finding(
        id="stage-gap-1",
        kind="stage-gap",
        sentence=Text(
            fr="Étape « remplissage » absente en France pour « vaccins à ARN messager » : la "
            "source « registre » le dit (2025-03).",
            en="Stage 'fill and finish' is absent in France for 'mRNA vaccine': source "
            "'registre' says so (2025-03).",
        ),
        value=0.0,
        unit=Text(fr="acteurs français", en="French actors"),
        presence=Presence.ABSENT_ASSERTED,
        coverage=1.0,
        rank=1.0,
        command="biograph gaps --json",
    )


def _unknown(number: int, made: Text) -> Finding:
    return Finding(
        id=f"input-unknown-{number}",
        kind="input-unknown",
        sentence=Text(
            fr=f"« {made.fr} » : aucun fournisseur connu de biograph (couverture 62 %) ; requis "
            f"par {14 - number} familles.",
            en=f"'{made.en}': no supplier known to biograph (coverage 62%); required by "
            f"{14 - number} families.",
        ),
        value=14.0 - number,
        unit=Text(fr="familles de thérapies", en="therapy families"),
        presence=Presence.UNKNOWN,
        coverage=0.62,
        rank=0.5 - number / 40,
        command="biograph gaps --json",
    )


def _question(number: int, made: Text) -> Finding:
    return Finding(
        id=f"first-question-{number}",
        kind="first-question",
        sentence=Text(
            fr=f"Qui fournit « {made.fr} », hors ce que sait biograph ?",
            en=f"Who supplies '{made.en}', beside those known to biograph?",
        ),
        value=0.9 - number / 10,
        unit=same("bits"),
        presence=Presence.UNKNOWN,
        rank=0.3 - number / 10,
        command="biograph ask supply/makers-of-input",
        overturned_by=Text(fr="des catalogues, des salons", en="catalogues, trade fairs"),
    )


def _aims() -> tuple[Aim, ...]:
    """Four aims: one number short of its target, one unknown."""

    def counted(fr: str, en: str, value: float | None, *target: int) -> Indicator:
        wanted, year = target or (None, None)
        label = Text(fr=fr, en=en)
        return Indicator(
            label=label, value=value, target=wanted, year=year, command=f"biograph ask {en[:3]}"
        )

    return (
        Aim(
            label=Text(fr="Recherche d'excellence", en="Excellent research"),
            indicators=(counted("Laboratoires connus", "Known laboratories", 81),),
        ),
        Aim(
            label=Text(fr="Accès au marché accéléré", en="Faster market access"),
            indicators=(counted("Biothérapies autorisées", "Authorised biotherapies", 22),),
        ),
        Aim(
            label=Text(fr="Production en France", en="Production in France"),
            indicators=(
                counted("Biothérapies produites en France", "Made in France", 3, 20, 2030),
                counted("Intrants à un seul fournisseur", "Inputs with one supplier", 60),
            ),
        ),
        Aim(
            label=Text(fr="Accès des patients", en="Access of patients"),
            indicators=(counted("Centres CAR-T connus", "Known CAR-T centres", None),),
        ),
    )


def _verdicts() -> tuple[Verdict, ...]:
    """One verdict of each kind."""
    return tuple(
        Verdict(
            claim=Text(fr=f"Affirmation {n}", en=f"Claim {n}"),
            source=f"Revue {n}",
            as_of="2018-02" if n else "",
            status=status,
            found=Text(fr=f"Le graphe compte {n}.", en=f"The graph counts {n}."),
            command=f"biograph ask claims/{n}" if n else "",
        )
        for n, status in enumerate(("undecidable", "supported", "contradicted", "undecidable"))
    )


def _rivals() -> Rivals:
    """Two figures of one thing, one of them undated."""
    return Rivals(
        label=Text(fr="médicament biologique : part importée", en="biologic: share imported"),
        figures=(
            Published(
                label=Text(fr="Biomédicaments importés, État", en="Imported, as the State says"),
                value=Text(fr="95 %", en="95%"),
                low=95,
                high=95,
                scope=Text(fr="utilisés en France", en="used in France"),
                source="economie.gouv.fr",
                date="2022-01",
                url="https://exemple.test/strategie",
            ),
            Published(
                label=Text(fr="Biomédicaments importés, Polepharma", en="Imported, as others say"),
                value=Text(fr="90 %", en="90%"),
                low=90,
                high=90,
                scope=Text(fr="", en=""),
                source="Polepharma",
                date="",
                url="javascript:alert(2)",
            ),
        ),
    )


def _changes(findings: tuple[Finding, ...]) -> Changes:
    """Two new findings, one whose number grew, one that is no gap any more, one gone."""
    grown, unknown = findings[2], findings[-1]
    gone = replace(findings[0], id="gone-1", sentence=Text(fr="Disparu.", en="Gone for good."))
    return Changes(
        since="2026-05-01",
        new=findings[:2],
        gone=(gone,),
        changed=(
            (replace(grown, value=4.0), grown),
            (replace(unknown, presence=Presence.ABSENT_ASSERTED), unknown),
        ),
    )


def _cells() -> Iterator[StageCell]:
    """Every state; the last family has no seed bank."""
    states = [Presence.PRESENT] * 5 + [Presence.UNKNOWN] * 3
    families = terms("families")
    for line, (family, _) in enumerate(families):
        for column, (stage, _) in enumerate(terms("stages")[:11]):
            if line == len(families) - 1 and column == 2:
                continue
            presence = states[(line * 5 + column * 3 + line * column) % len(states)]
            if (line, column) == (9, 7):
                presence = Presence.ABSENT_ASSERTED
            if (line, column) in {(2, 10), (6, 6)}:
                presence = Presence.ABSENT_CLOSURE
            known = (line + 1) * (column + 2) % 17 + 1 if presence is Presence.PRESENT else 0
            yield StageCell(
                family=family,
                stage=stage,
                presence=presence,
                actors=tuple(f"{FIRMS[n % 10]} {n + 1}" for n in range(known)),
                finding="stage-gap-1" if (line, column) == (9, 7) else "",
            )


def _origin(number: int, label: Text) -> InputOrigin:
    world = (number * 7) % 9
    europe = min(world, (number * 5) % 6)
    france = min(europe, number % 3)
    return InputOrigin(
        label=label,
        france=france,
        europe=europe,
        world=world,
        families=14 - number // 3,
        presence=Presence.PRESENT if france else Presence.UNKNOWN,
    )


def _spread(number: int, label: Text) -> Spread:
    effective = 1 + number * 0.55
    return Spread(
        label=label,
        by=Text(fr="groupe", en="owner"),
        total=2 + number,
        hhi=1 / effective,
        effective=effective,
        outside=None if number % 4 == 3 else 0.12 * (number % 8),
    )


def _conflict() -> Proof:
    return Proof(
        kind="finding",
        label=Text(
            fr="Deux sources donnent à Nantavec des sites différents.",
            en="Two sources give Nantavec different sites.",
        ),
        children=(
            quotation("Nantavec produit ses vecteurs à Saint-Herblain."),
            quotation("The company makes its vectors in Lyon.", url="javascript:alert(1)"),
        ),
    )


def _sources() -> tuple[Source, ...]:
    return (
        Source(
            id="corpus",
            title="Corpus de biograph",
            publisher="biograph",
            licence="CC BY 4.0",
            url="https://exemple.test/corpus",
            date="2026-11",
            attribution="Textes rédigés pour le projet, chacun avec l'adresse de sa source",
        ),
        Source(
            id="bdpm",
            title="Base de données publique des médicaments",
            publisher="ANSM",
            licence="Licence ouverte 2.0",
            url="ftp://exemple.test/bdpm",
            date="2026-11-03",
        ),
    )


def _run(findings: tuple[Finding, ...]) -> RunReport:
    flags = [
        Flag(
            reason=Reason.BAD_IDENTIFIER,
            where=f"ilab#{number}",
            message="le SIREN n'a pas neuf chiffres",
            mend="corriger la ligne dans le registre",
        )
        for number in range(12)
    ]
    return RunReport(
        steps=(StepCount(step="harvest", received=7214, produced=7199, flagged=15, seconds=3.2),),
        flags=(*flags, Flag(reason=Reason.NO_ENTITY, where="corpus#7", message="« la société »")),
        documents=1234,
        actors={"CDMO": 61, "ResearchOrganization": 2410, "Hospital": 1544, "Startup": 812},
        facts=18450,
        facts_with_evidence=18450,
        added=0,
        removed=0,
        findings=findings,
        changes=_changes(findings),
        digest="k3v7q2n6mfa4x5ty",
    )


@pytest.fixture(scope="session")
def graph_content() -> GraphContent:
    """A proof graph in four layers: suppliers, inputs, stages, family."""
    inputs, stages = terms("inputs")[:12], terms("stages")[2:8]
    family, family_label = terms("families")[0]
    nodes = [
        *(
            Node(id=firm, label=same(firm), kind="CDMO", layer=0, notes=(same("FR"),))
            for firm in FIRMS
        ),
        *(Node(id=key, label=label, kind="InputMaterial", layer=1) for key, label in inputs),
        *(Node(id=key, label=label, kind="Stage", layer=2) for key, label in stages),
        Node(id=family, label=family_label, kind="TherapyFamily", layer=3),
    ]
    supplies = Text(fr="fournit", en="supplies")
    needs = Text(fr="est requis pour", en="is required for")
    edges = [
        *(
            Edge(
                source=FIRMS[(n * 3) % 10],
                target=key,
                label=supplies,
                evidence=(quotation(f"La société livre « {label.fr} » depuis 2021."),),
            )
            for n, (key, label) in enumerate(inputs)
        ),
        *(
            Edge(source=key, target=stages[n % 6][0], label=needs)
            for n, (key, _) in enumerate(inputs)
        ),
        *(Edge(source=key, target=family, label=needs) for key, _ in stages),
    ]
    return GraphContent(
        title=Text(fr="Ce qui tient à Viralys", en="What hangs on Viralys"),
        note=Text(fr="Fournisseurs, intrants, étapes.", en="Suppliers, inputs, stages."),
        files=Text(fr="graphe.html", en="graph.html"),
        nodes=tuple(nodes),
        edges=tuple(edges),
        labels={
            "CDMO": Text(fr="façonnier", en="contract manufacturer"),
            "InputMaterial": Text(fr="intrant", en="input"),
            "Stage": Text(fr="étape", en="stage"),
            "TherapyFamily": Text(fr="famille de thérapies", en="therapy family"),
        },
    )


@dataclass(slots=True)
class Opened:
    """A page in the browser, with what it complained of and what it asked for."""

    page: Page
    complaints: list[str]
    requests: list[str]

    @property
    def outside(self) -> list[str]:
        """Requests for anything that is not in the file itself."""
        return [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))]


class Opener:
    """Writes a page to a folder and opens it from there."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._folder = folder
        self._pages: list[Page] = []

    def __call__(self, text: str, *, width: int = 1280, height: int = 900) -> Opened:
        """The page as the browser shows it, with what it complains of and asks for."""
        path = self._folder / f"page{len(self._pages)}.html"
        path.write_text(text, encoding="utf-8")
        page = self._browser.new_page(viewport={"width": width, "height": height})
        self._pages.append(page)
        opened = Opened(page=page, complaints=[], requests=[])
        page.on("console", lambda said: opened.complaints.append(said.text))
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (opened.complaints.append("dialog"), dialog.dismiss()))
        page.on("request", lambda request: opened.requests.append(request.url))
        page.goto(path.as_uri())
        return opened

    def close(self) -> None:
        """Close every page."""
        for page in self._pages:
            page.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens the text of a page from a file."""
    opener = Opener(browser, tmp_path)
    yield opener
    opener.close()


@pytest.fixture(scope="session")
def colours(browser: Browser) -> Iterator[Callable[[bytes], Counter[tuple[int, int, int]]]]:
    """Counts the pixels of a screenshot by colour; the browser decodes its own PNG."""
    page = browser.new_page()

    def count(png: bytes) -> Counter[tuple[int, int, int]]:
        pairs = page.evaluate(COUNT_PIXELS, base64.b64encode(png).decode())
        return Counter({(code >> 16, code >> 8 & 255, code & 255): n for code, n in pairs})

    yield count
    page.close()


COUNT_PIXELS = """async coded => {
  const bytes = Uint8Array.from(atob(coded), c => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes]));
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const {data} = context.getImageData(0, 0, image.width, image.height), found = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const code = data[at] << 16 | data[at + 1] << 8 | data[at + 2];
    found.set(code, (found.get(code) || 0) + 1);
  }
  return [...found];
}"""
