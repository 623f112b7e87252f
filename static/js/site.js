// What makes pages nicer when JavaScript runs; everything works without it.
"use strict";

// Tells screen readers what a part that was replaced now says.
function announce(part) {
  const text = part.querySelector("[data-live]");
  if (text) document.getElementById("live").textContent = text.textContent.trim();
}

function ready(part) {
  for (const element of part.querySelectorAll(".js-only")) element.hidden = false;
  for (const input of part.querySelectorAll("input[data-picker-url]")) picker(input);
}

// Addresses of filtered lists stay short: empty fields do not go along.
document.addEventListener("htmx:configRequest", (event) => {
  const { parameters, verb } = event.detail;
  if (verb !== "get") return;
  for (const [name, value] of Object.entries(parameters)) if (value === "") delete parameters[name];
});
document.addEventListener("htmx:afterSwap", (event) => {
  announce(event.detail.target);
  ready(event.detail.target);
});

// Menus close on Escape (focus goes back) and when one clicks or tabs elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});
for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
}

// All rows of the page, ticked at once.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-tick-all]")) return;
  for (const box of document.querySelectorAll('input[form="bulk"][name="rows"]')) box.checked = event.target.checked;
});

// Leaving a form with unsaved entries asks first; sending it does not.
for (const form of document.querySelectorAll("form[data-guard-leave]")) {
  let touched = false;
  form.addEventListener("input", () => { touched = true; });
  form.addEventListener("submit", () => { touched = false; });
  window.addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
}

// A text box that suggests records while one types: arrows move, Enter takes, Escape closes.
function picker(input) {
  if (input.dataset.ready) return;
  input.dataset.ready = "yes";
  const list = document.getElementById(input.getAttribute("aria-controls"));
  let options = [], at = -1, waiting;

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function mark(next) {
    if (!options.length) return;
    at = (next + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    input.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  }
  function take(option) {
    input.value = option.dataset.value;
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  async function suggest() {
    const answer = await fetch(`${input.dataset.pickerUrl}?q=${encodeURIComponent(input.value)}`, { credentials: "same-origin" });
    if (!answer.ok || document.activeElement !== input) return;
    const { results } = await answer.json();
    list.replaceChildren(...results.map((result, place) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `${list.id}-${place}`, role: "option", textContent: result.label });
      option.dataset.value = result.value;
      option.setAttribute("aria-selected", "false");
      return option;
    }));
    options = [...list.children];
    at = -1;
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(options.length > 0));
    document.getElementById("live").textContent = input.dataset.found.replace("%s", options.length);
  }

  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(suggest, 200); });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("li");
    if (option) take(option);
  });
  input.addEventListener("keydown", (event) => {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) {
      event.preventDefault();
      if (list.hidden) suggest(); else mark(at < 0 && event.key === "ArrowUp" ? -1 : at + moves[event.key]);
    } else if (event.key === "Enter" && !list.hidden && at >= 0) {
      event.preventDefault();
      take(options[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
}

ready(document);
document.querySelector("[data-focus]")?.focus();
