// Lets a column be dragged to another place, by mouse or finger, see ColumnsStep.razor. Only the server changes the list: until it has,
// the row is moved by its style alone.
(() => {
  // Near the edge of the screen the page moves along; pixels.
  const header = 60, edge = 40, step = 14;

  function attach(field, server) {
    field.addEventListener("pointerdown", event => {
      const handle = event.target.closest("[data-drag]");
      if (handle && event.button === 0) drag(event, handle, server);
    });
  }

  function drag(start, handle, server) {
    start.preventDefault();
    const row = handle.closest("li"), rows = [...row.parentElement.children], from = rows.indexOf(row);
    const middles = rows.map(other => { const box = other.getBoundingClientRect(); return box.top + box.height / 2 + scrollY; });
    let to = from;
    handle.setPointerCapture(start.pointerId);
    row.classList.add("dragged");

    function move(event) {
      if (event.clientY < edge + header) scrollBy(0, -step);
      if (event.clientY > innerHeight - edge) scrollBy(0, step);
      const moved = event.pageY - start.pageY;
      const middle = middles[from] + moved;
      to = middles.filter((other, index) => index !== from && other < middle).length;
      row.style.transform = `translateY(${moved}px)`;
      rows.forEach((other, index) => {
        const makesRoom = index !== from && index >= Math.min(from, to) && index <= Math.max(from, to);
        if (index !== from) other.style.transform = makesRoom ? `translateY(${(from < to ? -1 : 1) * row.offsetHeight}px)` : "";
      });
    }

    function end(event) {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", end);
      handle.removeEventListener("pointercancel", end);
      removeEventListener("keydown", escape);
      rows.forEach(other => { other.style.transform = ""; });
      row.classList.remove("dragged");
      if (event?.type === "pointerup" && to !== from) server.invokeMethodAsync("DropAsync", from, to);
    }

    function escape(event) { if (event.key === "Escape") end(); }

    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end);
    handle.addEventListener("pointercancel", end);
    addEventListener("keydown", escape);
  }

  window.dataExport.attachColumnOrder = attach;
})();
