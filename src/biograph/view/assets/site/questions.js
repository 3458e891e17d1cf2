// Suggestions for fields of things that are too many to be listed, and buttons that copy code.
"use strict";

for (const input of document.querySelectorAll("input[data-complete]")) {
  const list = input.list;
  let asked = 0;
  const suggest = async () => {
    const words = input.value.trim();
    const mine = ++asked;
    if (words.length < 2) return;
    const answer = await fetch(`${input.dataset.complete}&q=${encodeURIComponent(words)}`);
    if (!answer.ok || mine !== asked) return;
    const { rows } = await answer.json();
    list.replaceChildren(...rows.map(({ name }) => Object.assign(document.createElement("option"), { value: name })));
  };
  let waiting;
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(suggest, 120); });
}

for (const code of document.querySelectorAll(".elsewhere pre")) {
  const { copy, copied } = code.closest(".elsewhere").dataset;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "copy quiet", textContent: copy });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = copied;
  });
  code.before(button);
}
