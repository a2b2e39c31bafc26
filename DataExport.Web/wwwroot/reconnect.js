// Starts Blazor, and says what goes on when the connection is lost: the script in use sets the classes
// components-reconnect-show, -hide, -failed and -rejected on #components-reconnect-modal; the words are ours.
(() => {
  const modal = document.getElementById("components-reconnect-modal");
  const text = document.getElementById("reconnect-text");
  const retryEvery = 3000;
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

  function say() {
    if (modal.classList.contains("components-reconnect-show")) text.textContent = "The connection was lost. Trying to get it back…";
    else if (modal.classList.contains("components-reconnect-failed")) { text.textContent = "The server does not answer. The page comes back by itself when it does."; reloadWhenBack(); }
    else if (modal.classList.contains("components-reconnect-rejected")) { text.textContent = "The server was restarted. Reloading…"; reloadWhenBack(); }
  }

  new MutationObserver(say).observe(modal, { attributes: true, attributeFilter: ["class"] });
  Blazor.start({ circuit: { reconnectionOptions: { maxRetries: 20, retryIntervalMilliseconds: retryEvery } } });
})();
