// Suggestions below a search box (ARIA 1.2 combobox); without this script the form works as it is.
"use strict";

for (const form of document.querySelectorAll("form[data-suggest]")) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  form.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let chosen = -1;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (number) => {
    const options = [...list.children];
    chosen = (number + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    input.setAttribute("aria-activedescendant", options[chosen].id);
  };

  const go = (option) => { location.href = option.dataset.href; };

  const option = (row, number) => {
    const item = document.createElement("li");
    item.id = `suggestion-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.href = row.page;
    item.append(row.name);
    const kind = document.createElement("span");
    kind.className = "small";
    kind.append(row.kind);
    item.append(kind);
    item.addEventListener("mousedown", (event) => { event.preventDefault(); go(item); });
    return item;
  };

  const suggest = async () => {
    const words = input.value.trim();
    const mine = ++asked;
    if (words.length < 2) { close(); return; }
    const answer = await fetch(`${form.dataset.suggest.split("?")[0]}.json?most=8&q=${encodeURIComponent(words)}`);
    if (!answer.ok || mine !== asked) return;
    const { rows } = await answer.json();
    list.replaceChildren(...rows.map(option));
    chosen = -1;
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(rows.length > 0));
  };

  let waiting;
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(suggest, 120); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen - 1); }
    if (event.key === "Escape") close();
    if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); go(list.children[chosen]); }
  });
}
