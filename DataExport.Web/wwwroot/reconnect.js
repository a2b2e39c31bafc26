// Starts Blazor, and says what goes on when the connection is lost: the script in use sets the classes
// components-reconnect-show, -hide, -failed and -rejected on #components-reconnect-modal; the words are ours.
(() => {
  const modal = document.getElementById("components-reconnect-modal");
  const text = document.getElementById("reconnect-text");
  const retryEvery = 3000;
  const restoreWithin = 8000;
  const unsent = "dataExport.unsent";
  let waiting = false;

  document.getElementById("reconnect-reload").addEventListener("click", () => location.reload());

  // A server that was restarted knows nothing of the circuit, but the page can be rebuilt from its address.
  async function reloadWhenBack() {
    if (waiting) return;
    waiting = true;
    for (;;) {
      try {
        const answer = await fetch("/health/live", { cache: "no-store" });
        if (answer.status < 500) { location.reload(); return; }
      } catch { /* still away */ }
      await new Promise(done => setTimeout(done, retryEvery));
    }
  }

  const lost = () => ["show", "failed", "rejected"].some(state => modal.classList.contains(`components-reconnect-${state}`));
  const fields = () => [...document.querySelectorAll("main input, main select, main textarea")].filter(field => keyOf(field) && !["password", "file", "hidden"].includes(field.type));
  const isChoice = field => field.type === "checkbox" || field.type === "radio";
  const keyOf = field => field.id || (field.name && `${field.name}=${field.value}`);

  // What was typed or chosen without a connection reached no server: it is kept for the page that comes after this one.
  addEventListener("pagehide", () => {
    if (!lost()) return;
    const typed = fields().map(field => [keyOf(field), isChoice(field) ? field.checked : field.value]);
    sessionStorage.setItem(unsent, JSON.stringify({ address: location.href, typed, focus: document.activeElement?.id ?? "" }));
  });

  // Each field is filled in once it is there: one choice may bring another field about.
  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(unsent) ?? "null");
    sessionStorage.removeItem(unsent);
    if (kept?.address !== location.href) return;
    const waiting = new Map(kept.typed);
    const until = performance.now() + restoreWithin;
    (function look() {
      for (const field of fields().filter(field => waiting.has(keyOf(field)))) {
        const value = waiting.get(keyOf(field));
        waiting.delete(keyOf(field));
        if (isChoice(field) ? field.checked === value || (field.type === "radio" && !value) : field.value === value) continue;
        if (isChoice(field)) field.checked = value;
        else field.value = value;
        field.dispatchEvent(new Event("change", { bubbles: true }));
        if (field.id && field.id === kept.focus) field.focus();
        // The server answers each change with the page as it then is; the next one waits for that.
        setTimeout(look, 200);
        return;
      }
      if (waiting.size > 0 && performance.now() < until) setTimeout(look, 100);
    })();
  }

  function say() {
    if (modal.classList.contains("components-reconnect-show")) text.textContent = "The connection was lost. Trying to get it back…";
    else if (modal.classList.contains("components-reconnect-failed")) { text.textContent = "The server does not answer. The page comes back by itself when it does."; reloadWhenBack(); }
    else if (modal.classList.contains("components-reconnect-rejected")) { text.textContent = "The server was restarted. Reloading…"; reloadWhenBack(); }
  }

  new MutationObserver(say).observe(modal, { attributes: true, attributeFilter: ["class"] });
  restore();
  Blazor.start({ circuit: { reconnectionOptions: { maxRetries: 20, retryIntervalMilliseconds: retryEvery } } });
})();
