// Names while one writes: what is chosen is taken away at once. Without this script the form works.
"use strict";

for (const form of document.querySelectorAll("form.change")) {
  const address = `${form.dataset.names.split("?")[0]}.json?most=30&q=`;
  form.querySelectorAll("input[data-kinds]").forEach((input, number) => {
    const kinds = input.dataset.kinds.split(" ");
    const list = document.createElement("datalist");
    list.id = `names-${number}`;
    input.after(list);
    input.setAttribute("list", list.id);
    let asked = 0;
    let waiting;

    const option = (row) => {
      const made = document.createElement("option");
      made.value = `${row.name} (${row.kind})`;
      made.dataset.key = row.iri.split("/id/")[1];
      made.dataset.name = row.name;
      return made;
    };

    const suggest = async () => {
      const words = input.value.trim();
      const mine = ++asked;
      if (words.length < 2) { list.replaceChildren(); return; }
      const answer = await fetch(address + encodeURIComponent(words));
      if (!answer.ok || mine !== asked) return;
      const { rows } = await answer.json();
      const fitting = rows.filter((row) => kinds.includes((row.iri.split("/id/")[1] || "").split("/")[0]));
      list.replaceChildren(...fitting.map(option));
    };

    const take = (chosen) => {
      if (input.dataset.field === "text") {
        input.value = chosen.dataset.key.split("/")[1];
        return;
      }
      input.value = `id:${chosen.dataset.key}`;
      form.requestSubmit();
    };

    input.addEventListener("input", () => {
      const chosen = [...list.options].find((one) => one.value === input.value);
      clearTimeout(waiting);
      if (chosen) take(chosen);
      else waiting = setTimeout(suggest, 120);
    });
  });
  // Empty fields would only lengthen the address.
  form.addEventListener("submit", () => {
    for (const input of form.querySelectorAll("input[name]")) input.disabled = !input.value;
  });
  addEventListener("pageshow", () => {
    for (const input of form.querySelectorAll("input[name]")) input.disabled = false;
  });
}
