// Sending what was logged offline: at least once from here, exactly once there. Used by the offline page and the worker.
"use strict";

const sending = (() => {
  const PACE = { first: 2000, longest: 10 * 60 * 1000, most: 50, limit: 20000 }; // milliseconds, entries, milliseconds
  const FRESH = 10 * 60 * 1000;
  const news = new BroadcastChannel("trellis");
  let asked = false;

  async function tell() {
    const user = await store.user();
    if (user) news.postMessage({ user, ...(await store.counts(user)), trouble: await store.kept("trouble") });
  }

  // A request of ours; a page in place of JSON means that the session ended.
  async function ask(address, options = {}) {
    const signal = AbortSignal.timeout(PACE.limit);
    const answer = await fetch(address, { redirect: "manual", cache: "no-store", signal, ...options });
    const signedOut = answer.type === "opaqueredirect";
    const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
    return { status: answer.status, signedOut, wait: answer.headers.get("Retry-After"), data: isJson ? await answer.json() : null };
  }

  // Who is signed in now. A queue is only ever sent by its owner.
  async function session(user) {
    const { status, signedOut, data } = await ask("/activities/token/");
    if (signedOut || (data && data.user !== user)) return { trouble: "signIn" };
    if (status !== 200 || !data) throw new Error(`token: ${status}`);
    return data.logs ? { token: data.token } : { trouble: "noRight" };
  }

  async function fillPocket(user, always = false) {
    const now = await store.pocket(user).catch(() => undefined);
    if (now && !always && Date.now() - now.at < FRESH) return true;
    const { status, data } = await ask("/activities/pocket/");
    if (status === 200 && data?.user === user) await store.keepPocket(data);
    return status === 200;
  }

  async function post(user, token, batch) {
    const entries = batch.map((row) => row.entry);
    const body = JSON.stringify({ user, format: batch[0].format, sent_at: new Date().toISOString(), entries });
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    return ask("/activities/sync/", { method: "POST", headers, body });
  }

  // Let go of what the site names as stored; what it refuses stays here for its owner.
  async function settle(batch, results) {
    let busy = false;
    for (const row of batch) {
      const result = results.find((each) => each.client_id === row.client_id);
      if (result?.outcome === "stored" && result.status === 200) await store.done(row.client_id);
      else if (result?.outcome === "refused") await store.refuse(row, result.errors);
      else if (result?.outcome === "differs") await store.differ(row, result.activity);
      else busy = true;
    }
    return busy;
  }

  // How long to wait after a failure: twice as long each time, a little at random, and at least what the site asks for.
  async function pause(wait) {
    const before = (await store.kept("pause"))?.tries ?? 0;
    const span = Math.min(PACE.longest, PACE.first * 2 ** Math.min(before, 12)) * (0.75 + Math.random() / 2);
    await store.keep("pause", { tries: before + 1, until: Date.now() + Math.max(span, (Number(wait) || 0) * 1000) });
    throw new Error("later");
  }

  async function sendOne(user, state) {
    const batch = await store.take(user, state.most);
    if (!batch.length) return false;
    const { status, signedOut, wait, data } = await post(user, state.token, batch);
    if (signedOut || status === 403) { // the session ended or began anew: its token is another
      if (state.renewed) return pause();
      Object.assign(state, await session(user), { renewed: true });
      return !state.trouble;
    }
    if (data?.results) {
      Object.assign(state, { renewed: false, most: Math.min(state.most * 2, PACE.most), sent: true });
      await store.keep("clock", Math.abs(data.clock) > 300 ? data.clock : null);
      if (await settle(batch, data.results)) return pause(wait);
    } else if (status === 400 || status === 413) {
      if (batch.length === 1) await store.refuse(batch[0], { __all__: ["unreadable"] });
      state.most = Math.max(1, Math.floor(batch.length / 2));
    } else return pause(wait);
    await store.keep("pause", null);
    await tell();
    return true;
  }

  async function all(user, state) {
    try {
      while (await sendOne(user, state));
    } catch (error) {
      const small = Math.max(1, Math.floor(state.most / 4)); // a bad line carries small parts better
      await store.keep("most", small);
      if (error.message !== "later") await pause().catch(() => {});
      throw error;
    }
    await store.keep("most", state.most);
  }

  // Send everything; true when nothing is left to wait for. Only one page or worker does it at a time.
  async function flush(urgent = false) {
    if (asked) return false;
    asked = true;
    return navigator.locks.request("trellis-sending", async () => {
      asked = false;
      const user = await store.user();
      if (!user || !(await store.counts(user)).waiting) return true;
      const { until } = (await store.kept("pause")) ?? {};
      if (!urgent && until > Date.now()) return false;
      try {
        const state = { ...(await session(user)), most: (await store.kept("most")) ?? PACE.most };
        if (!state.trouble) await all(user, state);
        await store.keep("trouble", state.trouble ?? null);
        if (state.sent) await fillPocket(user, true).catch(() => {});
        return !state.trouble;
      } catch {
        await pause().catch(() => {});
        return false;
      } finally {
        await tell();
      }
    });
  }

  return { PACE, ask, fillPocket, flush, news, tell };
})();
