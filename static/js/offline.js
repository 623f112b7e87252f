// The page that works without a connection: usual activities, a small form, what is not sent, my week.
"use strict";

(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const $ = (id) => document.getElementById(id);
  const form = $("entry"), FACTS = ["category", "kind", "contact", "supported", "unnamed", "site", "minutes"];
  const OLD = 3 * 24 * 60 * 60 * 1000;
  const say = (word, ...values) => values.reduce((text, value) => text.replace("%s", value), words[word]);
  let user, pocket, rows = [], open = null;

  function element(tag, facts = {}, ...parts) {
    const made = Object.assign(document.createElement(tag), facts);
    made.append(...parts.filter(Boolean));
    return made;
  }

  const button = (word, about, act) => {
    const made = element("button", { type: "button", className: "btn btn-sm btn-outline-secondary", textContent: words[word] });
    made.setAttribute("aria-label", `${words[word]}: ${about}`);
    made.addEventListener("click", act);
    return made;
  };

  // Today where the district is, by the site's clock as it was when the phone last asked: a phone may be days wrong.
  async function today() {
    const now = new Date(Date.now() + ((await store.kept("ahead")) ?? 0));
    return now.toLocaleDateString("en-CA", { timeZone: pocket.zone }); // Canada writes dates as fields do
  }

  const day = (text) => new Date(`${text}T12:00`).toLocaleDateString(document.documentElement.lang, { weekday: "short", month: "short", day: "numeric" });

  // Names of things
  const named = (list, id) => pocket[list].find((one) => one.id === Number(id))?.name;
  const name = ({ kind, category }) => words.kinds[kind] ?? named("categories", category) ?? "";
  function people({ contact, supported = [], unnamed = 0 }) {
    if (contact === "none" || !contact) return words.none;
    const names = supported.map((id) => named("teachers", id) ?? words.someone);
    return names.length === 1 && !unnamed ? names[0] : say("people", names.length + Number(unnamed));
  }
  const title = (entry) => `${name(entry)} · ${people(entry)}`;
  function span(minutes) {
    const hours = Math.floor(minutes / 60), rest = minutes % 60;
    return [hours && say("hours", hours), (rest || !hours) && say("minutes", rest)].filter(Boolean).join(" ");
  }

  // What is shown
  function line(entry, state, errors, ...acts) {
    const chip = state && element("span", { className: `chip chip-${state === "refused" ? "bad" : "warn"}`, textContent: words[state] });
    const what = element("div", { className: "what" }, element("strong", { textContent: name(entry) }), " ", chip,
      element("span", { className: "where", textContent: [entry.date && day(entry.date), people(entry), named("sites", entry.site)].filter(Boolean).join(" · ") }));
    const list = errors && element("ul", { className: "errors" }, ...Object.values(errors).flat().map((text) => element("li", { textContent: words[text] ?? text })));
    return element("li", {}, what, element("div", { className: "num", textContent: entry.minutes ? span(entry.minutes) : "" }), list,
      acts.length && element("div", { className: "actions" }, ...acts));
  }

  const known = (entry) => pocket.week.find((row) => row.activity === entry.activity);
  const stateOf = ({ state, entry }) => state === "refused" ? "refused" : { log: "waiting", change: "changing", remove: "removing" }[entry.verb];

  function queued(row) {
    const entry = row.entry.verb === "remove" ? { ...known(row.entry), ...row.entry } : row.entry;
    const edit = row.entry.verb !== "remove" && button("edit", title(entry), () => show(entry, { row }));
    const drop = button("remove", title(entry), () => act(() => store.revise(row, null), say("removed", title(entry))));
    const state = stateOf(row);
    return line(entry, ["changing", "removing"].includes(state) ? state : null, row.errors, edit, drop);
  }

  function sent(entry) {
    const after = rows.find((row) => row.entry.activity === entry.activity);
    const planned = entry.status === "planned" || entry.status === "draft";
    const edit = button(planned ? "done" : "edit", title(entry), () => show(entry, { sent: entry }));
    const drop = button("remove", title(entry), () => act(() => remove(entry), say("removed", title(entry))));
    const made = line(entry, after ? stateOf(after) : null, null, ...(after ? [] : [edit, drop]));
    if (planned && !after) made.querySelector(".what strong").after(" ", element("span", { className: "chip", textContent: words.planned }));
    return made;
  }

  function fill(id, items) {
    const list = $(id).querySelector("ul");
    list.replaceChildren(...items);
    return items.length;
  }

  function card(facts) {
    const made = element("button", { type: "button" }, element("strong", { textContent: name(facts) }),
      element("span", { textContent: people(facts) }),
      element("span", { textContent: `${span(facts.minutes)} · ${named("sites", facts.site) ?? ""}` }));
    made.addEventListener("click", () => show(facts));
    return element("li", {}, made);
  }

  async function draw() {
    user = await store.user();
    pocket = await store.pocket(user).catch(() => undefined);
    $("nothing").hidden = Boolean(pocket);
    $("work").hidden = !pocket;
    if (pocket) {
      rows = (await store.rows(user)).filter((row) => row.entry);
      const refused = rows.filter((row) => row.state === "refused"), waiting = rows.filter((row) => row.state !== "refused");
      $("attention").hidden = !fill("attention", refused.map(queued));
      $("queue").hidden = !fill("queue", waiting.map(queued));
      $("usual").querySelector(".nothing").hidden = Boolean(fill("usual", pocket.cards.map(card)));
      drawWeek(waiting);
    }
    await drawState();
  }

  function drawWeek(waiting) {
    const sunday = new Date(`${pocket.monday}T12:00Z`);
    sunday.setUTCDate(sunday.getUTCDate() + 6);
    const last = sunday.toISOString().slice(0, 10), within = ({ date }) => date >= pocket.monday && date <= last;
    const mine = waiting.filter((row) => row.entry.verb === "log" && within(row.entry)), week = pocket.week.filter(within);
    const gone = new Set(waiting.filter((row) => row.entry.verb === "remove").map((row) => row.entry.activity));
    const shown = [...mine.map((row) => [row.entry.date, line(row.entry, "waiting")]), ...week.map((entry) => [entry.date, sent(entry)])];
    $("week").querySelector(".nothing").hidden = Boolean(fill("week", shown.sort(([one], [other]) => other.localeCompare(one)).map(([, item]) => item)));
    const counted = week.filter((entry) => !gone.has(entry.activity) && !["planned", "draft"].includes(entry.status));
    const minutes = [...counted, ...mine.map((row) => row.entry)].reduce((sum, entry) => sum + entry.minutes, 0);
    $("total").textContent = minutes ? span(minutes) : "";
  }

  async function drawState() {
    const trouble = user && (await store.kept("trouble"));
    $("state").textContent = !navigator.onLine ? words.offline : trouble ? words[trouble] : words.online;
    const counts = user ? await store.counts(user) : { waiting: 0, refused: 0 };
    const unsent = counts.waiting + counts.refused;
    $("count").hidden = !unsent;
    $("count").textContent = $("count").dataset.words.replace("%s", unsent);
    const notices = [];
    if (unsent && Date.now() - counts.oldest > OLD) notices.push(words.old);
    const clock = user && (await store.kept("clock"));
    if (clock) notices.push(say("clock", Math.abs(clock) > 172800 ? say("days", Math.round(Math.abs(clock) / 86400)) : span(Math.round(Math.abs(clock) / 60))));
    $("notices").replaceChildren(...notices.map((text) => element("p", { className: "notice notice-warning", textContent: text })));
    if (trouble === "signIn" && navigator.onLine) {
      const link = element("a", { href: "/accounts/login/?next=/activities/offline/", textContent: words.signIn });
      $("state").replaceChildren(link);
    }
  }

  // The form
  function choices(select, list, chosen) {
    const options = list.map(({ id, name: label }) => new Option(label, id, false, id === chosen));
    $(select).replaceChildren(...(select === "category" ? [new Option(words.choose, "")] : []), ...options);
  }

  async function show(facts, context = {}) {
    open = { key: crypto.randomUUID(), facts, ...context };
    choices("category", pocket.categories, facts.category);
    choices("site", withOwn(pocket.sites, facts.site), facts.site);
    choices("school_year", pocket.years, facts.school_year ?? pocket.years.at(-1).id);
    form.querySelector("[data-field=school_year]").hidden = pocket.years.length < 2;
    $("teachers").replaceChildren(...withOwn(pocket.teachers, ...(facts.supported ?? [])).map(teacher));
    $("teachers").nextElementSibling.hidden = pocket.teachers.length > 0;
    for (const name_ of ["kind", "minutes", "unnamed"]) $(name_).value = facts[name_] ?? "";
    $("minutes").value ||= 45;
    $("unnamed").value ||= 0;
    $("date").value = facts.date ?? (await today());
    $("why").value = facts.why ?? "";
    for (const radio of form.elements.contact) radio.checked = radio.value === facts.contact;
    for (const box of $("teachers").querySelectorAll("input")) box.checked = facts.supported?.includes(Number(box.value)) ?? false;
    $("details").open = !facts.kind;
    ask();
    form.querySelector("[data-field=why]").hidden = !context.row?.errors?.why;
    $("entry-title").textContent = context.row || context.sent ? `${words.change}: ${title(facts)}` : facts.kind ? title(facts) : words.new;
    form.hidden = false;
    put(context.row?.errors ?? {});
    $("entry-title").focus();
    form.scrollIntoView({ block: "nearest" });
  }

  // Only what the chosen contact asks for.
  function ask() {
    const contact = form.elements.contact.value;
    form.querySelector("[data-field=supported]").hidden = !contact || contact === "none";
    form.querySelector("[data-field=unnamed]").hidden = contact !== "group";
  }

  const withOwn = (list, ...ids) => [...list, ...ids.filter((id) => id && !list.some((one) => one.id === id)).map((id) => ({ id, name: words.someone }))];
  const teacher = ({ id, name: label }) => element("label", { className: "check" }, element("input", { type: "checkbox", name: "supported", value: id }), ` ${label}`);

  function read() {
    const picked = [...form.querySelectorAll("[name=supported]:checked")].map((box) => Number(box.value));
    const contact = form.elements.contact.value, with_ = contact === "none" ? [] : picked;
    const facts = { category: Number($("category").value), kind: $("kind").value, contact, supported: with_,
      unnamed: contact === "group" ? Number($("unnamed").value) || 0 : 0, site: Number($("site").value), minutes: Number($("minutes").value), date: $("date").value };
    const more = Object.fromEntries(["stem_mode", "in_contract", "disciplines", "appointment"].filter((name_) => name_ in open.facts).map((name_) => [name_, open.facts[name_]]));
    if (pocket.years.length > 1) more.school_year = Number($("school_year").value);
    if ($("why").value) more.why = $("why").value;
    return { ...more, ...facts };
  }

  // The rules that a phone can judge; the site judges all of them again.
  function faults(facts, latest) {
    const found = {}, people_ = facts.supported.length + facts.unnamed;
    for (const name_ of ["category", "kind", "contact", "site", "date"]) if (!facts[name_]) found[name_] = words.pick;
    if (!(facts.minutes > 0 && facts.minutes % 15 === 0 && facts.minutes <= 1440)) found.minutes = "15, 30, 45 … 1440";
    if (facts.date > latest) found.date = words.ahead;
    if (facts.contact === "one_on_one" && (facts.supported.length !== 1 || facts.unnamed)) found.supported = words.pickOne;
    if (facts.contact === "group" && people_ < 2) found.supported = words.pickTwo;
    return found;
  }

  function put(errors) {
    for (const field of form.querySelectorAll("[data-field]")) {
      const texts = [errors[field.dataset.field] ?? []].flat();
      field.querySelector(".invalid-feedback").textContent = texts.join(" ");
      for (const input of field.querySelectorAll("input, select")) input.setAttribute("aria-invalid", String(texts.length > 0));
    }
    const rest = Object.entries(errors).filter(([field]) => !form.querySelector(`[data-field="${field}"]`)).flatMap(([, texts]) => texts);
    $("entry-error").textContent = rest.map((text) => words[text] ?? text).join(" ") || words.attention;
    $("entry-error").hidden = !Object.keys(errors).length;
    if (FACTS.some((field) => field !== "minutes" && errors[field])) $("details").open = true;
  }

  // Keep the form's entry: a new one, one not sent yet, or one that the site has.
  function keep(facts) {
    const entry = { ...facts, client_id: open.key };
    if (open.row?.entry) return store.revise(open.row, { ...facts, ...aimOf(open.row.entry), client_id: open.row.client_id });
    if (open.sent) return store.add(user, { ...entry, verb: "change", activity: open.sent.activity, version: open.sent.version });
    return store.add(user, { ...entry, verb: "log" });
  }

  // What a queued entry is about; one that was refused is judged again against what the site now has.
  function aimOf(entry) {
    const aim = Object.fromEntries(["verb", "activity", "of", "version"].filter((name_) => entry[name_] !== undefined).map((name_) => [name_, entry[name_]]));
    return open.row.state === "refused" && aim.activity ? { ...aim, version: known(entry)?.version ?? aim.version } : aim;
  }

  const remove = (entry) => store.add(user, { client_id: crypto.randomUUID(), verb: "remove", activity: entry.activity, version: entry.version, minutes: entry.minutes });

  async function act(deed, said) {
    try {
      await deed();
    } catch {
      $("entry-error").textContent = words.full; // the form stays as it is, with all that was typed
      $("entry-error").hidden = false;
      $("live").textContent = words.full;
      return false;
    }
    $("live").textContent = said;
    await draw();
    send();
    return true;
  }

  async function send(urgent = false) {
    await wake();
    if (navigator.onLine) await sending.flush(urgent);
    await draw();
  }

  // Let the browser send later too, when this page is closed, where it can.
  async function wake() {
    const worker = await navigator.serviceWorker?.getRegistration("/");
    await worker?.sync?.register("trellis").catch(() => {});
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const facts = read(), found = faults(facts, await today());
    put(found);
    if (Object.keys(found).length) return form.querySelector("[aria-invalid=true]")?.focus();
    $("save").disabled = true;
    const saved = await act(() => keep(facts), say("saved", title(facts)));
    $("save").disabled = false;
    if (saved) close();
  });
  form.addEventListener("change", ask);
  form.addEventListener("click", ({ target }) => {
    const step = Number(target.dataset.step);
    if (step) $("minutes").value = Math.min(1440, Math.max(15, (Number($("minutes").value) || 0) + step));
  });

  function close() {
    form.hidden = true;
    open = null;
    ($("usual").querySelector(".cards button") ?? $("new")).focus({ preventScroll: true });
  }

  $("cancel").addEventListener("click", close);
  $("new").addEventListener("click", () => show({ site: pocket.appointments[0]?.site }));
  $("send").addEventListener("click", () => send(true));
  for (const name_ of ["online", "offline"]) window.addEventListener(name_, () => (name_ === "online" ? send(true) : draw()));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  sending.news.addEventListener("message", () => draw());

  // Try again by itself while the page is open, when a pause after a failure is over.
  setInterval(async () => {
    const { waiting } = user ? await store.counts(user) : {};
    if (waiting && navigator.onLine && !document.hidden) sending.flush().then(draw);
  }, 3000);

  async function begin() {
    await draw();
    navigator.serviceWorker?.register("/sw.js").catch(() => {});
    navigator.storage?.persist?.();
    if (!navigator.onLine) return;
    const session = await sending.ask("/activities/token/").catch(() => null);
    if (session?.data) await store.be(session.data.user);
    if (session?.data?.logs) await sending.fillPocket(session.data.user, true).catch(() => {});
    await send();
  }
  begin();
})();
