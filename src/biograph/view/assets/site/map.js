// A map of France over local outlines: marks of actors, or départements coloured by a measure.
// Text of data goes in as text, never as markup.
"use strict";

for (const frame of document.querySelectorAll(".map")) {
  const { mode, source, outlines, home, lang, ...said } = frame.dataset;
  frame.replaceChildren();
  const map = L.map(frame, { minZoom: 3, maxZoom: 13, zoomSnap: .5, zoomControl: false, attributionControl: false });
  const go = (box) => {
    const [west, south, east, north] = box.split(",").map(Number);
    map.fitBounds([[south, west], [north, east]]);
  };
  const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
  const told = (...parts) => {
    const box = document.createElement("div");
    box.append(...parts.filter(Boolean));
    return box;
  };
  const get = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  };

  const popup = ({ name, kind, town, departement, own, page }) => told(
    element("strong", name),
    element("p", kind),
    element("p", [town, departement].filter(Boolean).join(", ") || said.unknown),
    own ? null : element("p", said.atTown, { className: "small" }),
    element("a", said.page, { href: `/${lang}${page}` }),
  );

  const mark = ({ geometry: { coordinates: [lon, lat] }, properties }) => L.marker([lat, lon], {
    icon: L.divIcon({ className: `mark ${mode === "marks" ? properties.group : "care"}`, iconSize: null }),
    title: properties.name,
    alt: properties.name,
  }).bindPopup(() => popup(properties));

  const near = () => L.markerClusterGroup({
    showCoverageOnHover: false,
    maxClusterRadius: 45,
    chunkedLoading: true,
    animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    iconCreateFunction: (cluster) => L.divIcon({
      className: "cluster",
      html: element("span", cluster.getChildCount().toLocaleString(lang), { className: "near" }),
      iconSize: null,
    }),
  });

  const marks = async (address) => {
    const { features } = await get(address);
    near().addLayers(features.map(mark)).addTo(map);
    return features;
  };

  const coloured = async () => {
    const { rows } = await get(source);
    const byCode = new Map(rows.map((row) => [row.code, row]));
    const palette = ["half", "far"].includes(mode) ? "worse" : "more";
    return {
      interactive: true,
      style: ({ properties: { code } }) => {
        const level = byCode.get(code)?.level ?? null;
        return level === null
          ? { className: "outline", fillColor: "url(#hatch)", fillOpacity: 1 }
          : { className: `outline ${palette} l${level}`, fillOpacity: 1 };
      },
      onEachFeature: ({ properties: { code } }, layer) => {
        const row = byCode.get(code);
        if (row) layer.bindPopup(() => told(
          element("strong", `${code} ${row.name}`),
          element("p", value(row[mode])),
          element("a", said.page, { href: `#d${code}` }),
        ));
      },
    };
  };

  const value = (known) => {
    if (known === null) return `? ${said.unknown}`;
    return known.toLocaleString(lang, mode === "far" ? { style: "percent", maximumFractionDigits: 1 } : { maximumFractionDigits: 0 });
  };

  const remember = () => {
    const { lat, lng } = map.getCenter();
    history.replaceState(null, "", `#map=${map.getZoom()}/${lat.toFixed(3)}/${lng.toFixed(3)}`);
  };

  const look = (features) => {
    const [, zoom, lat, lon] = location.hash.match(/^#map=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/) ?? [];
    if (zoom) map.setView([lat, lon], zoom);
    else if (features.length && new URLSearchParams(location.search).get("region")) {
      map.fitBounds(features.map(({ geometry: { coordinates: [lon, lat] } }) => [lat, lon]), { maxZoom: 9 });
    }
  };

  const draw = async () => {
    go(home);
    L.control.zoom({ zoomInTitle: said.zoomIn, zoomOutTitle: said.zoomOut }).addTo(map);
    const plain = { interactive: false, style: { className: "outline plain", fillOpacity: 1 } };
    const [shapes, drawn] = await Promise.all([get(outlines), mode === "marks" ? plain : coloured()]);
    L.geoJSON(shapes, drawn).addTo(map);
    look(await marks(mode === "marks" ? source : said.marks));
    map.on("moveend", remember);
    frame.dataset.drawn = "";
  };

  map.on("popupopen", ({ popup: { _closeButton: button } }) => {
    button.setAttribute("aria-label", said.close);
    button.title = said.close;
  });
  const buttons = frame.parentElement.querySelector(".goto");
  buttons.hidden = false;
  for (const button of buttons.querySelectorAll("button")) button.addEventListener("click", () => go(button.dataset.box));
  draw();
}
