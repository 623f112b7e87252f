// The log form, nicer: what does not concern this entry is hidden, and the kind says with whom. It works without this.
"use strict";

(() => {
  const form = document.querySelector("form[data-guard-leave]");
  const field = (name) => form.querySelector(`#div_id_${name}`);
  const chosen = (name) => form.querySelector(`[name="${name}"]:checked`)?.value;
  const ticked = () => form.querySelectorAll('[name="supported"]:checked').length;
  const choose = (value) => {
    const radio = form.querySelector(`[name="contact"][value="${value}"]`);
    if (radio) radio.checked = true;
  };

  function show() {
    const contact = chosen("contact"), month = Number(form.querySelector("[name=date]").value.slice(5, 7));
    for (const name of ["supported", "someone"]) field(name).hidden = contact === "none";
    form.querySelector(".add-teacher").hidden = contact === "none";
    field("unnamed").hidden = contact !== "group";
    field("school_year").hidden = ![7, 8].includes(month);
    if (contact === "none") for (const box of form.querySelectorAll('[name="supported"]:checked')) box.checked = false;
    if (contact !== "group") form.querySelector("[name=unnamed]").value = "";
  }

  form.addEventListener("change", (event) => {
    const { name } = event.target;
    if (name === "supported" && ticked() > 1) choose("group");
    if (name === "kind") {
      const usual = JSON.parse(event.target.dataset.contacts)[event.target.value];
      if (usual && !ticked()) choose(usual);
    }
    show();
  });
  show();
})();
