// A changed facet or order is applied at once; without this script the button does it.
"use strict";

const form = document.querySelector("#browse");
form.addEventListener("change", (event) => {
  if (event.target.matches("input[type=checkbox], select")) form.requestSubmit();
});
// Empty words stay out of the address, so that it can be passed on.
form.addEventListener("formdata", ({ formData }) => {
  if (!formData.get("q")) formData.delete("q");
});
// On a narrow page the filters would hide what they find.
if (matchMedia("(max-width: 48rem)").matches) document.querySelector("#filters").open = false;
