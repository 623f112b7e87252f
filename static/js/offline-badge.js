// On every page of a teacher leader: keeps the service worker, says how much is not sent yet, asks before signing out.
"use strict";

(() => {
  const { user, offline } = document.body.dataset;
  if (!user || !navigator.serviceWorker) return;
  const badge = document.querySelector("[data-unsent]");
  const form = document.querySelector("[data-sign-out]");
  const dialog = document.getElementById("unsent");
  let unsent = 0;

  // Ask the worker to do something; answers when it did, or after `limit` milliseconds.
  async function ask(deed, limit = 3000, more = {}) {
    const found = await navigator.serviceWorker.getRegistration("/");
    const worker = found?.active ?? (offline === "on" ? (await navigator.serviceWorker.ready).active : null);
    if (!worker) return;
    const { port1, port2 } = new MessageChannel();
    await new Promise((done) => {
      port1.onmessage = done;
      setTimeout(done, limit);
      worker.postMessage({ deed, user: Number(user), ...more }, [port2]);
    });
  }

  function show({ user: whose, waiting, refused }) {
    if (whose !== Number(user) || !badge) return;
    unsent = waiting + refused;
    badge.hidden = !unsent;
    badge.textContent = badge.dataset.unsent.replace("%s", unsent);
    badge.classList.toggle("chip-bad", refused > 0);
  }

  const leave = async () => {
    await ask("wipe", 1000);
    form.dataset.sure = "yes";
    form.requestSubmit();
  };

  new BroadcastChannel("trellis").addEventListener("message", ({ data }) => show(data));
  const flush = () => { if (navigator.onLine && !document.hidden) ask("flush"); };
  window.addEventListener("online", () => ask("flush", 3000, { urgent: true }));
  document.addEventListener("visibilitychange", flush);
  window.addEventListener("focus", flush);

  form?.addEventListener("submit", (event) => {
    if (form.dataset.sure) return;
    event.preventDefault();
    if (!unsent || !dialog) leave();
    else {
      dialog.querySelector("[data-count]").textContent = dialog.dataset.count.replace("%s", unsent);
      dialog.showModal();
    }
  });
  dialog?.querySelector("[data-leave]").addEventListener("click", leave);
  dialog?.querySelector("[data-send]").addEventListener("click", async () => {
    await ask("flush", 20000, { urgent: true });
    if (!unsent) leave();
    else dialog.querySelector("[data-failed]").hidden = false;
  });
  dialog?.querySelector("[data-stay]").addEventListener("click", () => dialog.close());

  if (offline === "on") navigator.serviceWorker.register("/sw.js").then(() => ask("visit")).catch(() => {});
  else if (offline === "off") navigator.serviceWorker.getRegistration("/").then((found) => found?.update()).catch(() => {});
  else ask("visit"); // someone else's phone until now
})();
