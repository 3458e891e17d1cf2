// Draws the Vega-Lite descriptions of a page; "ast" keeps Vega from evaluating text as code.
"use strict";

for (const place of document.querySelectorAll(".vega")) {
  const spec = JSON.parse(document.getElementById(place.dataset.spec).textContent);
  if (innerWidth < 640) {
    spec.config.axis.labelLimit = 110;
    spec.config.legend.columns = 1;
  }
  vegaEmbed(place, spec, {
    mode: "vega-lite",
    renderer: "svg",
    actions: false,
    ast: true,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  }).then(({ view }) => {
    place.dataset.drawn = "";
    view.container().querySelector("svg")?.setAttribute("aria-label", place.getAttribute("aria-label"));
  });
}
