// The phone's own memory: what was logged and not sent yet, and what the offline page shows. Used by pages and worker.
// All of it is sealed (AES-GCM) with the user's key, which comes from the site and cannot be read out again; when
// someone else signs in, the key goes, and with it every way to read or send the entries until their owner is back.
"use strict";

const store = (() => {
  const FORMAT = 1; // of an entry; `STEPS` makes an entry of an older format one of the next
  const STEPS = {};
  let opened;

  function db() {
    opened ??= idb.openDB("trellis", 1, {
      upgrade(fresh) {
        fresh.createObjectStore("kept"); // who uses the phone now, and when to try again
        fresh.createObjectStore("keys"); // user → keys, the present one first
        fresh.createObjectStore("pockets"); // user → what the page shows, sealed
        fresh.createObjectStore("queue", { keyPath: "client_id" });
      },
      blocking() { opened?.then((old) => old.close()); opened = undefined; },
      terminated() { opened = undefined; },
    });
    return opened;
  }

  async function key(user) {
    const keys = await (await db()).get("keys", user);
    if (!keys) throw new Error("no key");
    return keys;
  }

  async function seal(user, value) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(value));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, (await key(user))[0], text) };
  }

  async function unseal(user, { iv, data }) {
    for (const each of await key(user)) {
      try {
        return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, each, data)));
      } catch {
        continue; // sealed with the key before
      }
    }
    throw new Error("sealed by another key");
  }

  const imported = (hex) => crypto.subtle.importKey(
    "raw", Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16)), "AES-GCM", false, ["encrypt", "decrypt"],
  );

  // Who uses the phone now; whoever used it before loses key and pocket, the sealed entries stay for their return.
  async function be(user) {
    const base = await db();
    const before = await base.get("kept", "user");
    if (before === user) return;
    const change = base.transaction(["kept", "keys", "pockets"], "readwrite");
    for (const name of ["keys", "pockets"]) {
      for (const other of await change.objectStore(name).getAllKeys()) {
        if (other !== user) change.objectStore(name).delete(other);
      }
    }
    for (const name of ["pause", "trouble", "clock"]) change.objectStore("kept").delete(name);
    change.objectStore("kept").put(user, "user");
    await change.done;
  }

  const user = async () => (await db()).get("kept", "user");

  async function keepPocket({ keys, ...pocket }) {
    const base = await db();
    await base.put("keys", await Promise.all(keys.map(imported)), pocket.user);
    await base.put("pockets", { at: Date.now(), sealed: await seal(pocket.user, pocket) }, pocket.user);
    await base.put("kept", Date.parse(pocket.now) - Date.now(), "ahead");
  }

  async function pocket(whose) {
    const row = whose && (await (await db()).get("pockets", whose));
    return row && { ...(await unseal(whose, row.sealed)), at: row.at };
  }

  // An entry made by an older version of the app, in today's form; it is sent as it was made.
  function upgraded(entry, format) {
    for (let step = format; step < FORMAT; step += 1) entry = STEPS[step](entry);
    return entry;
  }

  // A row with its entry; without one when it was sealed with a key that the site no longer has.
  async function open(row) {
    const { entry, errors } = await unseal(row.user, row.sealed).catch(() => ({}));
    return { ...row, entry: entry && upgraded(entry, row.format), errors };
  }

  const inOrder = (found) => found.sort((one, other) => one.made - other.made || one.order - other.order);

  async function mine(whose) {
    return inOrder((await (await db()).getAll("queue")).filter((row) => row.user === whose));
  }

  // Entries of a user in the order in which they were made.
  const rows = async (whose) => Promise.all((await mine(whose)).map(open));

  async function counts(whose) {
    const found = await mine(whose);
    const refused = found.filter((row) => row.state === "refused").length;
    return { waiting: found.length - refused, refused, oldest: found[0]?.made };
  }

  // Put an entry into the queue under the key that its form was opened with.
  async function add(whose, entry) {
    const sealed = await seal(whose, { entry });
    const base = await db();
    const change = base.transaction("queue", "readwrite");
    const order = (await change.store.count()) + 1;
    change.store.put({
      client_id: entry.client_id, of: entry.of, user: whose, format: FORMAT, state: "waiting", tries: 0,
      made: Date.now(), order, sealed,
    });
    await change.done;
  }

  // Change or drop an entry that is still here. One that was sent at least once may have arrived without our knowing:
  // it is sent again first, and the change follows it under a key of its own, in this order.
  async function revise(row, entry) {
    const sealed = entry && (await seal(row.user, { entry: { ...entry, client_id: row.client_id } }));
    const change = (await db()).transaction("queue", "readwrite");
    const now = await change.store.get(row.client_id);
    const untouched = now && (now.tries === 0 || now.state === "refused");
    if (untouched && entry) change.store.put({ ...now, format: FORMAT, state: "waiting", tries: 0, sealed });
    if (untouched && !entry) change.store.delete(row.client_id);
    await change.done;
    return untouched ? true : follow(row, entry);
  }

  async function follow(row, entry) {
    const own = { client_id: crypto.randomUUID(), of: row.client_id };
    const verb = entry ? "change" : "remove";
    const told = row.entry.verb === "log" ? own : { ...own, of: row.entry.of, activity: row.entry.activity };
    await add(row.user, { ...(entry ?? {}), ...told, verb, version: undefined });
  }

  // The next entries to send, marked as tried in the step that reads them, so that none changes on its way.
  async function take(whose, most) {
    const change = (await db()).transaction("queue", "readwrite");
    const found = (await change.store.getAll()).filter((row) => row.user === whose && row.state === "waiting");
    const waiting = new Set(found.map((row) => row.client_id));
    // One by one, on a bad line: the least tried first, so that one that always fails holds up no other.
    const chosen = most > 1 ? inOrder(found)
      : inOrder(found.filter((row) => !waiting.has(row.of))).sort((one, other) => one.tries - other.tries);
    const alike = chosen.filter((row) => row.format === chosen[0].format).slice(0, most);
    for (const row of alike) change.store.put({ ...row, tries: row.tries + 1 });
    await change.done;
    const opened = alike.map(async (row) => ({ ...row, ...(await unseal(row.user, row.sealed).catch(() => ({}))) }));
    return (await Promise.all(opened)).filter((row) => row.entry);
  }

  async function done(client_id) {
    await (await db()).delete("queue", client_id);
  }

  // Refused: nothing came of it at the site. What was to follow takes its place, as there is nothing to change there.
  async function refuse({ client_id, user: whose, entry: sent }, errors) {
    const follower = (await rows(whose)).find((other) => other.entry?.of === client_id);
    const instead = follower?.entry.verb === "change" ? { ...follower.entry, verb: "log", of: undefined } : sent;
    const sealed = await seal(whose, { entry: { ...instead, client_id }, errors });
    const change = (await db()).transaction("queue", "readwrite");
    const now = await change.store.get(client_id);
    const state = follower ? "waiting" : "refused";
    if (follower) change.store.delete(follower.client_id);
    if (follower?.entry.verb === "remove") change.store.delete(client_id);
    else if (now) change.store.put({ ...now, format: follower ? FORMAT : now.format, state, tries: 0, sealed });
    await change.done;
  }

  // Its key brought other content before: what is here is newer, so it goes on as a change of what came of it there.
  // When nothing came of it, it was removed before it arrived.
  async function differ(row, activity) {
    const followed = (await rows(row.user)).some((other) => other.entry?.of === row.client_id);
    if (activity && !followed) await follow(row, upgraded(row.entry, row.format));
    await done(row.client_id);
  }

  async function kept(name) { return (await db()).get("kept", name); }
  async function keep(name, value) { await (await db()).put("kept", value, name); }

  async function wipe() {
    const base = await db();
    const change = base.transaction(["kept", "keys", "pockets", "queue"], "readwrite");
    const whose = await change.objectStore("kept").get("user");
    for (const row of await change.objectStore("queue").getAll()) {
      if (row.user === whose) change.objectStore("queue").delete(row.client_id);
    }
    for (const name of ["kept", "keys", "pockets"]) change.objectStore(name).clear();
    await change.done;
  }

  return { FORMAT, STEPS, add, be, counts, differ, done, keep, keepPocket, kept, pocket, refuse, revise, rows, take, user, wipe };
})();
