// Small things that need no circuit: the theme, menus that close, and copying.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const current = () => root.dataset.theme ?? (system.matches ? "dark" : "light");

  function switchTheme() {
    const chosen = current() === "dark" ? "light" : "dark";
    // Choosing what the system says anyway means following it again.
    const follows = chosen === (system.matches ? "dark" : "light");
    document.cookie = `theme=${chosen}; path=/; samesite=lax; max-age=${follows ? 0 : 31536000}`;
    if (follows) delete root.dataset.theme;
    else root.dataset.theme = chosen;
  }

  // Without TLS a browser gives pages no clipboard (Clipboard API, "secure contexts"); what is selected can be copied all the same.
  async function write(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const focused = document.activeElement;
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused?.focus({ preventScroll: true });
    if (!done) throw new Error("The browser does not let this page copy.");
  }

  async function copy(button) {
    let said = "Copied";
    try { await write(button.dataset.copy); } catch { said = "This browser does not let the page copy: select the text instead"; }
    // While it says so, it may be pressed again; its own label is kept only once.
    button.dataset.label ??= button.getAttribute("aria-label");
    button.setAttribute("aria-label", said);
    button.title = said;
    button.classList.toggle("copied", said === "Copied");
    clearTimeout(button.said);
    button.said = setTimeout(() => {
      button.setAttribute("aria-label", button.dataset.label);
      button.title = "Copy";
      button.classList.remove("copied");
      delete button.dataset.label;
    }, 1500);
  }

  // The heading of a page may come a moment after the page, once its data is there.
  function focusHeading() {
    const old = document.querySelector("h1");
    const until = performance.now() + 1500;
    (function look() {
      const heading = document.querySelector("h1");
      if (heading && (heading !== old || performance.now() > until - 1300)) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      } else if (performance.now() < until) requestAnimationFrame(look);
    })();
  }

  // What is wrong may stand far from the button that found it.
  function showProblem() {
    const problem = document.querySelector("main [role=alert]");
    problem?.scrollIntoView({ block: "center" });
    problem?.closest(".field")?.querySelector("input, select")?.focus({ preventScroll: true });
  }

  window.dataExport = { focusHeading, showProblem };

  document.addEventListener("click", event => {
    if (event.target.closest("[data-theme-toggle]")) switchTheme();
    const copied = event.target.closest("[data-copy]");
    if (copied) copy(copied);
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target) || event.target.closest(".menu-panel a")) menu.open = false;
    }
  });

  // Whoever holds the key down that brought a question up has not answered it.
  document.addEventListener("keydown", event => {
    if (event.repeat && event.target.closest?.("[role=alertdialog]") && ["Enter", " "].includes(event.key)) event.preventDefault();
  }, true);

  document.addEventListener("keydown", event => {
    // Enter in a field that has a button of its own presses that button instead of sending the form.
    if (event.key === "Enter" && event.target.dataset?.enter) {
      event.preventDefault();
      document.getElementById(event.target.dataset.enter).click();
    }

    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
