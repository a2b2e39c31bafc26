// Completion in a field, see SearchBox.razor: asks the server what fits, shows it as a listbox, and writes what is chosen.
(() => {
  const pause = 120;

  function attach(box, server) {
    const input = box.querySelector("input"), list = box.querySelector("[role=listbox]"), status = box.querySelector("[role=status]");
    let found = null, active = -1, question = 0, timer = 0, committed = input.value, writing = false;

    const isOpen = () => !list.hidden;
    // What was suggested for another text would be written to the wrong place.
    const isFresh = () => found && found.text === input.value;

    function close() {
      clearTimeout(timer);
      question++;
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function option(item, index) {
      const row = document.createElement("li");
      row.id = `${list.id}-${index}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      const label = row.appendChild(document.createElement("span"));
      label.className = "search-option";
      label.textContent = item.label;
      if (item.detail) {
        const detail = row.appendChild(document.createElement("span"));
        detail.className = "search-detail";
        detail.textContent = item.detail;
      }
      row.addEventListener("pointerdown", event => event.preventDefault());
      row.addEventListener("mousemove", () => { if (active !== index && isFresh()) activate(index, false); });
      row.addEventListener("click", () => accept(index));
      return row;
    }

    function show(text, answer) {
      found = { text, ...answer };
      list.replaceChildren(...answer.items.map(option));
      list.scrollTop = 0;
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = answer.items.length === 0;
      input.setAttribute("aria-expanded", String(isOpen()));
      status.textContent = isOpen() ? `${answer.items.length} ${answer.items.length === 1 ? "suggestion" : "suggestions"}` : "";
    }

    function activate(index, scroll = true) {
      list.children[active]?.setAttribute("aria-selected", "false");
      active = index;
      const row = list.children[index];
      row.setAttribute("aria-selected", "true");
      if (scroll) row.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", row.id);
    }

    async function ask() {
      const mine = ++question, text = input.value;
      try {
        const answer = await server.invokeMethodAsync("SuggestAsync", text, input.selectionStart ?? text.length);
        if (mine === question && document.activeElement === input) show(text, answer);
      } catch {
        // Without a connection there are no suggestions; the page says elsewhere that it is lost.
        if (mine === question) close();
      }
    }

    function write(item) {
      writing = true;
      input.focus();
      input.setSelectionRange(found.start, found.end);
      // The only way that the browser's undo knows of.
      if (!document.execCommand("insertText", false, item.insert)) input.setRangeText(item.insert, found.start, found.end, "end");
      writing = false;
    }

    function accept(index) {
      if (!isFresh()) return;
      const item = found.items[index];
      write(item);
      close();
      if (item.continues) ask();
      else commit();
    }

    // Chromium tells of no change that a script has made.
    function commit() {
      if (input.value === committed) return;
      committed = input.value;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function move(by) {
      const count = list.children.length;
      if (isFresh() && count > 0) activate(active < 0 ? (by > 0 ? 0 : count - 1) : (active + by + count) % count);
    }

    const keys = {
      ArrowDown: event => { event.preventDefault(); if (isOpen()) move(1); else ask(); },
      ArrowUp: event => { if (isOpen()) { event.preventDefault(); move(-1); } },
      Escape: event => { if (isOpen()) { event.preventDefault(); close(); } },
      Tab: event => { if (isOpen() && active >= 0 && isFresh()) { event.preventDefault(); accept(active); } },
      Enter: event => {
        if (isOpen() && active >= 0 && isFresh()) { event.preventDefault(); accept(active); return; }
        if (!input.dataset.submits) event.preventDefault();
        close();
        commit();
      },
    };

    input.addEventListener("keydown", event => { if (!event.isComposing) keys[event.key]?.(event); });
    input.addEventListener("input", () => {
      if (writing) return;
      clearTimeout(timer);
      timer = setTimeout(ask, pause);
    });
    input.addEventListener("click", () => { if (!isOpen()) ask(); });
    input.addEventListener("focus", () => { committed = input.value; });
    input.addEventListener("change", () => { committed = input.value; });
    input.addEventListener("blur", () => { close(); commit(); });
  }

  window.dataExport.attachSearchBox = attach;
})();
