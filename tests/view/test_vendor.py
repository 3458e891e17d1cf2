"""Libraries of others: listed, unchanged, permitted, and at rest under the policy of our pages."""

import hashlib
import io
import re
import tarfile

import pytest

from biograph.errors import DataError, Unreachable, UsageError
from biograph.serve.safety import POLICY
from biograph.view import vendor

LISTED = vendor.listed()
PERMISSIVE = {"MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD", "Apache-2.0"}
OURS = sorted(
    path
    for folder in ("assets", "templates")
    for path in (vendor.FOLDER.parents[1] / folder).rglob("*")
    if path.suffix in {".css", ".js", ".j2", ".html"} and vendor.FOLDER not in path.parents
)
# What makes a browser load something: none of ours may name a host.
LOADS = re.compile(
    r"""url\(\s*["']?\s*(?:https?:)?//
      | @import\s+["']?(?:https?:)?//
      | (?:import|from)\s*\(?\s*["'](?:https?:)?//
      | \bsrc(?:set)?\s*=\s*["']?(?:https?:)?//
      | <link\b[^>]*\bhref\s*=\s*["']?(?:https?:)?//
      | (?:fetch|importScripts|Worker|EventSource|WebSocket)\(\s*["'`](?:https?:|wss?:)?//""",
    re.IGNORECASE | re.VERBOSE,
)
FILES = {  # what starts each library, and what it needs to have drawn
    "sigma": (
        ("graphology.umd.min.js", "sigma.min.js"),
        (),
        """const graph = new graphology.Graph();
        graph.addNode('a', {x: 0, y: 0, size: 9, label: 'Étoile', color: '#a00'});
        graph.addNode('b', {x: 1, y: 1, size: 9, color: '#00a'});
        graph.addEdge('a', 'b');
        new Sigma(graph, document.getElementById('here'));""",
        "canvas.sigma-labels",
    ),
    "yasgui": (
        ("yasgui.min.js",),
        ("yasgui.min.css",),
        """new Yasgui(document.getElementById('here'), {
          requestConfig: {endpoint: '/sparql'},
          endpointCatalogueOptions: {getData: () => []},
        });""",
        ".yasqe .CodeMirror-line .cm-keyword",
    ),
    "leaflet": (
        ("leaflet.js", "leaflet.markercluster.js"),
        ("leaflet.css", "MarkerCluster.css"),
        """const map = L.map('here', {maxZoom: 12}).setView([46, 2], 5);
        const near = L.markerClusterGroup().addTo(map);
        for (let n = 0; n < 20; n++) near.addLayer(L.circleMarker([46 + n / 1000, 2]));
        L.control.layers({}, {near}).addTo(map);""",
        ".marker-cluster",
    ),
    "vega": (
        ("vega.min.js", "vega-lite.min.js", "vega-embed.min.js"),
        (),
        """vegaEmbed('#here', {
          data: {values: [{year: '2024', deals: 2}, {year: '2025', deals: 3}]},
          transform: [{calculate: 'datum.deals * 2', as: 'twice'}],
          mark: 'bar',
          encoding: {x: {field: 'year'}, y: {field: 'twice', type: 'quantitative'}},
        }, {ast: true, renderer: 'svg', defaultStyle: false, tooltip: {disableDefaultStyle: true}});
        """,
        "svg .mark-rect path >> nth=1",
    ),
}


def packed(folder, **files):
    """A package as npm packs it."""
    path = folder / "package.tgz"
    with tarfile.open(path, "w:gz") as package:
        for name, content in files.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(content)
            package.addfile(entry, io.BytesIO(content))
    return path


def one(**changed):
    """A listed file whose digest is that of ``b"good"``."""
    digest = hashlib.sha256(b"good").hexdigest()
    fields = {
        "file": "x.js", "package": "x", "version": "1.0.0", "path": "x", "licence": "MIT",
        "sha256": digest, "use": "test",
    }  # fmt: skip
    return vendor.Vendored(**{**fields, **changed})


def test_every_file_in_the_folder_is_listed():
    """Nothing of others lies there that the table does not account for, and nothing lacks."""
    there = {
        path.relative_to(vendor.FOLDER).as_posix()
        for path in vendor.FOLDER.rglob("*")
        if path.is_file()
    }
    assert there - {vendor.TABLE} == {one.file for one in LISTED}


@pytest.mark.parametrize("one", LISTED, ids=lambda one: one.file)
def test_a_file_is_that_of_its_package(one):
    """Its digest is the listed one, its version exact, its licence permissive, its use said."""
    assert vendor.checked(one, (vendor.FOLDER / one.file).read_bytes())
    assert re.fullmatch(r"\d+\.\d+\.\d+", one.version)
    assert one.licence in PERMISSIVE
    assert one.use


def test_every_package_lies_beside_its_licence():
    """The text of the licence travels with each library, as MIT and BSD ask."""
    texts = {one.file for one in LISTED if one.file.startswith("licences/")}
    libraries = {one.package.split("/")[-1] for one in LISTED if one.file not in texts}
    assert {f"licences/{library}.txt" for library in libraries} <= texts
    for text in texts - {"licences/yasgui-parts.txt"}:
        said = (vendor.FOLDER / text).read_text(encoding="utf-8")
        assert "Permission is hereby granted" in said or "Redistribution and use" in said


def test_styles_of_others_name_only_files_that_are_here():
    """Each ``url()`` in a style sheet is a file of the folder or lies in the sheet itself."""
    for sheet in vendor.FOLDER.glob("*.css"):
        for url in re.findall(r"url\(\s*[\"']?([^)\"']+)", sheet.read_text(encoding="utf-8")):
            assert url.startswith(("data:", "#")) or (vendor.FOLDER / url).is_file(), url


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_nothing_of_ours_loads_from_another_host(path):
    """Our style sheets, scripts and templates ask only the host that they came from."""
    assert LOADS.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "a { background: url(https://cdn.test/a.png) }",
        "@import '//cdn.test/a.css';",
        "import('https://cdn.test/a.js')",
        "import a from 'https://cdn.test/a.js'",
        '<script src="https://cdn.test/a.js"></script>',
        "<img src=//cdn.test/a.png>",
        '<link rel="stylesheet" href="https://cdn.test/a.css">',
        "fetch('https://cdn.test/a.json')",
    ],
)
def test_every_way_of_loading_from_another_host_is_seen(text):
    """The search that guards our own files would find each of these."""
    assert LOADS.search(text)


def test_a_link_for_the_reader_loads_nothing():
    """Addresses that a reader may follow, and names of vocabularies, are no requests."""
    assert not LOADS.search('<a href="https://example.org/">source</a> xmlns="http://www.w3.org/"')


def test_the_wanted_files_are_taken_from_a_package(tmp_path):
    """What is not listed stays in the package."""
    package = packed(tmp_path, x=b"good", y=b"other")
    assert list(vendor.unpack(package, [one()])) == [(one(), b"good")]


def test_a_changed_file_is_refused_with_the_digest_that_would_accept_it(tmp_path):
    """An error tells which file differs and what to write where it is wanted."""
    changed = hashlib.sha256(b"changed").hexdigest()
    with pytest.raises(DataError, match="is not the file that") as error:
        list(vendor.unpack(packed(tmp_path, x=b"changed"), [one()]))
    assert changed in error.value.hint


def test_a_file_that_the_package_lacks_is_named(tmp_path):
    """A wrong path is an error, also where it would lead out of the package."""
    for path in ("z", "../x"):
        with pytest.raises(DataError, match="has no file"):
            list(vendor.unpack(packed(tmp_path, x=b"good"), [one(path=path)]))


@pytest.mark.parametrize(
    "text", ['["x.js"]\npackage = "x"\n', "not toml", '["x.js"]\nlicense = "MIT"\n']
)
def test_a_table_that_lacks_a_field_says_which_fields_there_are(tmp_path, text):
    """The list is strict: a misspelt or missing field is no silent gap."""
    (tmp_path / vendor.TABLE).write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(vendor.TABLE)) as error:
        vendor.listed(tmp_path)
    assert "licence" in error.value.hint


@pytest.fixture
def npm(tmp_path, monkeypatch):
    """An npm that has one package, which holds a good file ``x`` and another, ``y``."""
    packed(tmp_path, x=b"good", y=b"other")
    program = tmp_path / "bin" / "npm"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n"
        'test "$2" = "x@1.0.0" || { echo "404 no such package" >&2; exit 1; }\n'
        f'cp "{tmp_path}/package.tgz" "$5" && echo package.tgz\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")


def table(folder, *wanted):
    """Write the table of these files."""
    names = ("package", "version", "path", "licence", "sha256", "use")
    lines = (
        f'["{one.file}"]\n' + "".join(f'{name} = "{getattr(one, name)}"\n' for name in names)
        for one in wanted
    )
    (folder / vendor.TABLE).write_text("".join(lines), encoding="utf-8")


def test_renewing_writes_the_listed_files(tmp_path, npm):
    """Each package is fetched and its file written where the table says."""
    table(tmp_path, one(file="deep/x.js"))
    vendor.renew(tmp_path)
    assert (tmp_path / "deep" / "x.js").read_bytes() == b"good"


def test_renewing_writes_nothing_where_one_file_has_changed(tmp_path, npm):
    """The folder never holds a mixture of accepted and refused versions."""
    table(tmp_path, one(), one(file="y.js", path="y"))
    with pytest.raises(DataError, match=r"y\.js"):
        vendor.renew(tmp_path)
    assert not (tmp_path / "x.js").exists()


def test_a_package_that_npm_cannot_fetch_is_named(tmp_path, npm):
    """The words of npm are part of the error."""
    table(tmp_path, one(version="2.0.0"))
    with pytest.raises(Unreachable, match=r"x@2.0.0: 404 no such package"):
        vendor.renew(tmp_path)


def test_renewing_without_npm_says_what_to_install(tmp_path, monkeypatch):
    """Where there is no npm the error names Node.js."""
    monkeypatch.setenv("PATH", str(tmp_path))
    table(tmp_path, one())
    with pytest.raises(UsageError) as error:
        vendor.renew(tmp_path)
    assert "Node.js" in error.value.hint


@pytest.mark.browser
@pytest.mark.parametrize("library", FILES)
def test_a_library_draws_under_our_policy_and_asks_nobody(browser, library):
    """With the policy of the pages it draws, says no word in the console and loads only itself."""
    scripts, styles, start, drawn = FILES[library]
    page = browser.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    html = (
        "<!doctype html><meta charset=utf-8><title>x</title>"
        + "".join(f"<link rel=stylesheet href=/{style}>" for style in styles)
        + "<div id=here style='height:300px'></div>"
        + "".join(f"<script src=/{script}></script>" for script in (*scripts, "start.js"))
    )
    served = {"": (html, "text/html"), "start.js": (start, "text/javascript")}

    def answer(route):
        name = route.request.url.removeprefix("http://biograph.test/")
        if name in served:
            text, kind = served[name]
            policy = {"content-security-policy": POLICY}
            route.fulfill(body=text, content_type=f"{kind}; charset=utf-8", headers=policy)
        elif name in {one.file for one in LISTED}:
            route.fulfill(path=vendor.FOLDER / name)
        else:
            route.abort()

    page.route("**/*", answer)
    page.goto("http://biograph.test/")
    page.locator(drawn).first.wait_for(state="attached")
    page.close()
    assert [text for text in said if "WebGL" not in text] == []
    assert set(asked) <= {
        f"http://biograph.test/{name}" for name in (*served, *scripts, *styles)
    } | {f"http://biograph.test/{one.file}" for one in LISTED if one.file.startswith("images/")}
