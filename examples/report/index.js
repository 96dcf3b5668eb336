(() => {
  const $ = (id) => document.getElementById(id);
  const body = document.querySelector("#pages tbody"), rows = [...body.rows], search = $("search");
  const boxes = [...document.querySelectorAll("#controls [type=checkbox]")];
  const points = new Map([...document.querySelectorAll("#scatter [data-i]")].map((point) => ["p" + point.dataset.i, point]));
  const heads = [...document.querySelectorAll("#pages thead th")];

  function apply() {
    const outcomes = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const wanted = search.value.trim().toLowerCase();
    for (const row of rows) {
      row.hidden = !(outcomes.has(row.dataset.o) && row.cells[0].textContent.toLowerCase().includes(wanted));
      points.get(row.id).style.display = row.hidden ? "none" : "";
    }
    const count = rows.filter((row) => !row.hidden).length;
    $("shown").textContent = count === rows.length ? `${count.toLocaleString("en")} pages` : `${count.toLocaleString("en")} of ${rows.length.toLocaleString("en")}`;
  }
  $("controls").addEventListener("input", apply);
  $("controls").addEventListener("submit", (event) => event.preventDefault());

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
  };
  heads.forEach((head, column) => head.firstElementChild.addEventListener("click", () => {
    const isUp = head.getAttribute("aria-sort") !== "ascending";
    for (const other of heads) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
    const compare = (a, b) => typeof a === "number" ? a - b : a.localeCompare(b);
    body.append(...[...rows].sort((a, b) => (isUp ? 1 : -1) * compare(value(a, column), value(b, column))));
  }));

  // A row and its point light up together.
  const light = (id, on) => {
    if (!id || !points.has(id)) return;
    $(id).classList.toggle("lit", on);
    points.get(id).classList.toggle("lit", on);
  };
  for (const [on, names] of [[true, ["pointerover", "focusin"]], [false, ["pointerout", "focusout"]]]) {
    for (const name of names) {
      body.addEventListener(name, (event) => light(event.target.closest("tr")?.id, on));
      $("scatter").addEventListener(name, (event) => { const point = event.target.closest("[data-i]"); light(point && "p" + point.dataset.i, on); });
    }
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target === search;
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && isTyping) {
      search.value = "";
      apply();
    } else if (["j", "k"].includes(event.key) && !isTyping) {
      const links = [...body.rows].filter((row) => !row.hidden).map((row) => row.querySelector("a"));
      const at = links.indexOf(document.activeElement) + (event.key === "j" ? 1 : -1);
      links[Math.min(links.length - 1, Math.max(0, at))]?.focus();
    }
  });
  apply();
})();
