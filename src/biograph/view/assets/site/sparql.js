// YASGUI over our own endpoint: nothing is asked of another host. Prefixes, classes and properties
// are completed from what the graph holds; without this script the plain form below works.
"use strict";

(() => {
  const place = document.getElementById("editor");
  const plain = document.getElementById("plain");
  const cut = document.getElementById("cut");
  const lang = document.documentElement.lang;
  const given = new URLSearchParams(location.search);
  let terms = { prefixes: JSON.parse(place.dataset.prefixes), classes: [], properties: [], links: [] };

  // --- completion

  const short = (iri) => {
    const [prefix, namespace] = Object.entries(terms.prefixes).find(([, space]) => iri.startsWith(space)) ?? [];
    return prefix && /^[\w.-]*$/.test(iri.slice(namespace.length)) ? `${prefix}:${iri.slice(namespace.length)}` : `<${iri}>`;
  };
  const called = ({ iri, label }) => `${short(iri)} ${label[lang] ?? ""}`.toLowerCase();
  const matching = (words, token) => {
    const written = token.string.replace(/^</, "").toLowerCase();
    return words.filter((word) => word.iri.toLowerCase().startsWith(written) || called(word).includes(written));
  };

  // The statement before the cursor: its subject, and the words of the pair that is being written.
  // YASGUI's own reading of positions loses its way after "a".
  const statement = (yasqe) => {
    const before = yasqe.getRange({ line: 0, ch: 0 }, yasqe.getCursor());
    const plain = before.replace(/<[^>\s]*>|"[^"\n]*"/g, "x").replace(/#.*$/gm, "").split(/[{}]|\.(?=\s)/).pop();
    const [first, ...others] = plain.split(";").map((pair) => pair.trimStart().split(/\s+/));
    return { subject: first[0], pair: others.length ? others.pop() : first.slice(1) };
  };
  const atProperty = (yasqe) => statement(yasqe).pair.length === 1 && !/^[?$]/.test(statement(yasqe).pair[0]);
  const atClass = (yasqe) => {
    const { pair } = statement(yasqe);
    return pair.length === 2 && ["a", "rdf:type"].includes(pair[0]) && !/^[?$]/.test(pair[1]);
  };
  // The classes that a query gives to the subject of the statement before the cursor.
  const kinds = (yasqe) => {
    const { subject } = statement(yasqe);
    if (!/^[?$]\w+$/.test(subject)) return [];
    const typed = new RegExp(`\\${subject}\\s+(?:[^.{}]*;\\s*)?(?:a|rdf:type)\\s+([\\w-]*):([\\w-]+)`, "g");
    const text = yasqe.getValue().replace(/#.*$/gm, "");
    return [...text.matchAll(typed)].map(([, prefix, local]) => (terms.prefixes[prefix] ?? `${prefix}:`) + local);
  };
  const properties = (yasqe, token) => {
    const of = new Set(kinds(yasqe));
    const fitting = new Set(terms.links.filter(([kind]) => of.has(kind)).map(([, property]) => property));
    const found = matching(terms.properties, token);
    return fitting.size ? found.filter(({ iri }) => fitting.has(iri)) : found;
  };
  const offered = (words) => [...words].sort((one, other) => other.count - one.count).map(({ iri }) => iri);

  const hints = (yasqe, all) => {
    const known = new Map([...terms.classes, ...terms.properties].map((word) => [short(word.iri), word]));
    return all.map((hint) => {
      const { label, count } = known.get(hint.text);
      return { ...hint, hint: write, displayText: `${hint.text}  ${label[lang] ?? ""} (${count.toLocaleString(lang)})` };
    });
  };
  const write = (yasqe, shown, { text }) => {
    const [prefix] = text.split(":");
    yasqe.replaceRange(text, shown.from, shown.to, "complete");
    if (!text.startsWith("<") && !(prefix in yasqe.getPrefixesFromQuery())) yasqe.addPrefixes({ [prefix]: terms.prefixes[prefix] });
  };
  const { Yasqe } = Yasgui;
  const ours = { bulk: false, autoShow: false, preProcessToken: (yasqe, token) => token, postProcessSuggestion: (yasqe, token, iri) => short(iri), postprocessHints: hints };
  Yasqe.forkAutocompleter("property", { ...ours, name: "our-properties", isValidCompletionPosition: atProperty, get: (yasqe, token) => offered(properties(yasqe, token)) }, false);
  Yasqe.forkAutocompleter("class", { ...ours, name: "our-classes", isValidCompletionPosition: atClass, get: (yasqe, token) => offered(matching(terms.classes, token)) }, false);
  Yasqe.forkAutocompleter("prefixes", {
    name: "our-prefixes",
    persistenceId: null,
    get: () => ready.then(() => Object.entries(terms.prefixes).map(([prefix, space]) => `${prefix}: <${space}>`)),
  }, false);
  const ready = fetch("/sparql/terms.json").then((answer) => (answer.ok ? answer.json() : terms)).then((read) => { terms = read; }, () => {});

  // --- the editor

  const address = (query, more = {}) => {
    const url = new URL(place.dataset.page, location.href);
    for (const [name, value] of Object.entries({ query, ...more })) if (value) url.searchParams.set(name, value);
    return url.href;
  };
  const state = (tab) => ({ tab: tab.getName(), as: tab.getPersistedJson().yasr.settings.selectedPlugin });
  const shared = (yasqe) => {
    const tab = yasgui.getTab();
    return address(yasqe.getValue(), state(tab));
  };

  const yasgui = new Yasgui(place, {
    persistenceId: "biograph",
    populateFromUrl: false,
    copyEndpointOnNewTab: false,
    tabName: lang === "fr" ? "Requête" : "Query",
    requestConfig: { endpoint: new URL("/sparql", location.href).href },
    endpointCatalogueOptions: { getData: () => [], keys: [] },
    yasqe: {
      value: document.getElementById("query").value,
      autocompleters: ["variables", "our-prefixes", "our-properties", "our-classes"],
      createShareableLink: shared,
    },
    yasr: { maxPersistentResponseSize: 0, prefixes: terms.prefixes },
  });
  const open = (query, name, plugin) => yasgui.addTab(true, {
    ...(name ? { name } : {}),
    yasqe: { value: query },
    ...(plugin ? { yasr: { settings: { selectedPlugin: plugin, pluginsConfig: {} }, response: undefined } } : {}),
  }, { avoidDuplicateTabs: true });

  const watched = new WeakSet();
  yasgui.on("query", (_, tab) => {
    cut.hidden = true;
    history.replaceState(null, "", address(tab.getQuery(), state(tab)));
    const yasqe = tab.getYasqe();
    if (watched.has(yasqe)) return;
    watched.add(yasqe);
    yasqe.on("queryResponse", (__, response) => { cut.hidden = !response.headers?.get("X-Biograph-Truncated"); });
  });
  yasgui.on("tabSelect", () => { cut.hidden = true; });

  if (place.dataset.given) {
    const query = document.getElementById("query").value;
    open(query, given.get("tab"), given.get("as"));
    yasgui.getTab().query().catch(() => {});
  }

  for (const link of document.querySelectorAll("a[data-example]")) {
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      const answer = await fetch(`${new URL(place.dataset.page, location.href).pathname}.json?example=${link.dataset.example}`);
      if (!answer.ok) { location.href = link.href; return; }
      open((await answer.json()).query, link.dataset.example);
      place.scrollIntoView();
    });
  }

  // Things of ours have their page here, not at the address that their IRI begins with.
  const localize = ({ target }) => {
    const link = target.closest?.("a.iri");
    if (link?.href.startsWith("https://w3id.org/biograph/id/")) link.href = new URL(link.href).pathname.replace("/biograph", "");
  };
  for (const event of ["pointerover", "focusin"]) place.addEventListener(event, localize);

  const french = new Map([
    ["Table", "Tableau"], ["Response", "Réponse"], ["Simple view", "Vue simple"], ["Ellipse", "Abréger"], ["Page size: ", "Lignes par page : "],
    ["Filter query results", "Filtrer les résultats"], ["All", "Toutes"], ["Error", "Erreur"],
  ]);
  const translate = () => {
    for (const element of place.querySelectorAll(".yasr_header *, .tableControls *")) {
      const own = element.childNodes.length === 1 && element.firstChild.nodeType === Node.TEXT_NODE ? element.firstChild : null;
      if (own && french.has(own.data)) own.data = french.get(own.data);
      if (french.has(element.placeholder)) element.placeholder = french.get(element.placeholder);
    }
  };
  // What readers with a keyboard or a screen reader lack in YASGUI.
  const name = (selector, label, more = {}) => {
    for (const element of place.querySelectorAll(selector)) {
      if (label && element.getAttribute("aria-label") !== label) element.setAttribute("aria-label", label);
      for (const [attribute, value] of Object.entries(more)) if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
    }
  };
  // Tab indents in the editor, so Escape is the way out of it; with suggestions open it closes them.
  place.addEventListener("keydown", (event) => {
    const editor = event.target.closest(".CodeMirror");
    if (event.key !== "Escape" || !editor || document.querySelector(".CodeMirror-hints")) return;
    event.stopPropagation();
    editor.querySelector(".yasqe_queryButton").focus();
  }, true);
  const mend = () => {
    name(".CodeMirror textarea", place.dataset.label);
    name(".CodeMirror-scroll", "", { tabindex: "0" });
    name(".tableSizer", lang === "fr" ? "Lignes par page" : "Page size");
    name(".tableFilter", lang === "fr" ? "Filtrer les résultats" : "Filter query results");
    name(".tabsList button", "", { role: "tab", "aria-selected": "false" });
    if (lang === "fr") translate();
  };
  new MutationObserver(mend).observe(place, { childList: true, subtree: true });
  mend();

  plain.hidden = true;
  document.querySelector(".keys").hidden = false;
  window.yasgui = yasgui;
})();
