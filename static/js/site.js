// What makes pages nicer when JavaScript runs; everything works without it.
"use strict";

// htmx reads this before it looks at the page; here it is sent once, not with each page.
Object.assign(htmx.config, {
  includeIndicatorStyles: false, allowEval: false, historyCacheSize: 0, refreshOnHistoryMiss: true,
  responseHandling: [
    { code: "204", swap: false }, { code: "[23]..", swap: true }, { code: "422", swap: true }, { code: "[45]..", swap: false, error: true },
  ],
});

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

// A whole page in place of a part (the session ended, something broke) is shown as the page that it is.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (!/^\s*<!doctype/i.test(xhr.responseText)) return;
  event.detail.shouldSwap = false;
  location.assign(xhr.responseURL);
});
document.addEventListener("htmx:sendError", () => { document.getElementById("trouble").hidden = false; });
document.addEventListener("htmx:beforeRequest", () => { document.getElementById("trouble").hidden = true; });

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

// Search: “/” (unless it is switched off) and Ctrl+K or ⌘K lead to its field, arrows through what it found.
function searchField() {
  const field = document.querySelector("[data-search] input[type=search]");
  if (field?.checkVisibility()) return field.focus(), field.select();
  const link = document.querySelector("a.search-link");
  if (link) location.assign(link.href);
}
function slashIsOff() {
  try { return localStorage.getItem("slash") === "off"; } catch { return false; }
}
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !slashIsOff();
  const jump = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if ((!slash && !jump) || !document.querySelector("[data-search], a.search-link")) return;
  event.preventDefault();
  searchField();
});
for (const area of document.querySelectorAll("[data-search]")) {
  const input = area.querySelector("input[type=search]"), below = area.querySelector(".found-below");
  const show = (on) => { if (below) below.hidden = !on || !input.value.trim() || !below.children.length; };
  area.addEventListener("htmx:afterSwap", () => show(area.contains(document.activeElement)));
  area.addEventListener("input", () => { if (!input.value.trim()) show(false); });
  area.addEventListener("focusin", () => show(true));
  document.addEventListener("focusin", (event) => { if (!area.contains(event.target)) show(false); });
  document.addEventListener("click", (event) => { if (!area.contains(event.target)) show(false); });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && below && !below.hidden) {
      event.preventDefault();
      input.focus();
      show(false);
    }
    if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const stops = [input, ...area.querySelectorAll(".found a")].filter((stop) => stop.checkVisibility());
    const at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (at < 0 || at >= stops.length) return;
    event.preventDefault();
    stops[at].focus();
  });
}
for (const box of document.querySelectorAll("[data-slash]")) {
  box.checked = !slashIsOff();
  box.addEventListener("change", () => localStorage.setItem("slash", box.checked ? "on" : "off"));
}

// All rows of the page, ticked at once.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-tick-all]")) return;
  for (const box of document.querySelectorAll('input[form="bulk"][name="rows"]')) box.checked = event.target.checked;
});

// What was typed outlives a session that ends: sent to the sign-in page, people find their entries again afterwards.
// The copy stays in this tab, belongs to one user, and goes with the answer to the form or with signing out.
const drafts = {
  get: () => JSON.parse(sessionStorage.getItem("draft")),
  set: (draft) => sessionStorage.setItem("draft", JSON.stringify(draft)),
  drop: () => sessionStorage.removeItem("draft"),
};

function keepDraft(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  drafts.set({ path: location.pathname, user: document.body.dataset.user, fields });
}

function restoreDraft(form, fields) {
  const left = [...fields];
  const take = (name, value) => {
    const at = left.findIndex((field) => field[0] === name && (value === undefined || field[1] === value));
    return at < 0 ? undefined : left.splice(at, 1)[0][1];
  };
  for (const element of form.elements) {
    if (!element.name || element.name === "csrfmiddlewaretoken" || ["file", "submit"].includes(element.type)) continue;
    if (["checkbox", "radio"].includes(element.type)) element.checked = take(element.name, element.value) !== undefined;
    else if (element.multiple) for (const option of element.options) option.selected = take(element.name, option.value) !== undefined;
    else element.value = take(element.name) ?? element.value;
  }
  for (const input of form.querySelectorAll("details input")) {
    if (input.value !== input.defaultValue || input.checked !== input.defaultChecked) unfold(input);
  }
  document.querySelector("[data-draft-back]")?.removeAttribute("hidden");
}

function unfold(element) {
  for (let at = element.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
}

function reviewDraft(form) {
  const draft = drafts.get(), { user } = document.body.dataset;
  if (!draft) return false;
  if (!user) drafts.set({ ...draft, interrupted: true });
  else if (!draft.interrupted || draft.user !== user) drafts.drop();
  else if (form && draft.path === location.pathname) {
    drafts.drop();
    restoreDraft(form, draft.fields);
    return true;
  }
  return false;
}

// Leaving a form with unsaved entries asks first; sending it does not.
function guard(form) {
  let touched = reviewDraft(form) || Boolean(document.querySelector(".error-summary"));
  form?.addEventListener("input", () => { touched = true; });
  form?.addEventListener("submit", () => { touched = false; keepDraft(form); });
  window.addEventListener("beforeunload", (event) => { if (form && touched) event.preventDefault(); });
}
document.querySelector("[data-sign-out]")?.addEventListener("submit", drafts.drop);

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
  async function found(text) {
    try {
      const answer = await fetch(`${input.dataset.pickerUrl}?q=${encodeURIComponent(text)}`);
      return answer.ok && !answer.redirected ? (await answer.json()).results : [];
    } catch {
      return []; // no network: what is typed is searched when the form is sent
    }
  }
  async function suggest() {
    const text = input.value, results = await found(text);
    if (document.activeElement !== input || input.value !== text) return; // a later answer is on its way
    list.replaceChildren(...results.map((result, place) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `${list.id}-${place}`, role: "option", textContent: result.label });
      option.dataset.value = result.value;
      option.setAttribute("aria-selected", "false");
      return option;
    }));
    options = [...list.children];
    at = -1;
    input.removeAttribute("aria-activedescendant");
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
guard(document.querySelector("form[data-guard-leave]"));
document.querySelector("[data-focus]")?.focus();
