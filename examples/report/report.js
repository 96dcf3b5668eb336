(() => {
  const $ = (id) => document.getElementById(id);
  const list = $("blocks"), panel = $("panel"), map = $("map"), search = $("search");
  const rows = [...list.querySelectorAll(".b")], gaps = [...list.querySelectorAll(".gap")];
  const threshold = Number(document.querySelector("main").dataset.threshold);
  const causes = [...document.querySelectorAll("#causes dt")].map((term) => {
    const { dataset, textContent } = term.nextElementSibling;
    return { name: term.textContent, short: dataset.short, long: textContent };
  });
  const meanings = new Map([...document.querySelectorAll("#meanings dt")].map((term) => [term.textContent, term.nextElementSibling.textContent]));
  const texts = new Map();
  let shown = rows, current = null;

  const effects = (row) => row.dataset.e.split(" ").filter(Boolean).map((pair) => {
    const [cause, effect] = pair.split(":").map(Number);
    return { cause: causes[cause], effect };
  });
  const strongest = rows.reduce((most, row) => Math.max(most, ...effects(row).slice(0, 1).map(({ effect }) => Math.abs(effect))), 1);
  const signed = (number, places) => (number < 0 ? "−" : "+") + Math.abs(number).toFixed(places);
  const probability = (number) => Number(number).toFixed(2).replace(/^0/, "");
  const number = (count) => count.toLocaleString("en");
  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // Why: the panel beside the blocks.
  function because(row, reasons) {
    const isKept = row.classList.contains("kept"), p = Number(row.dataset.p);
    if (row.dataset.rule) {
      const judged = reasons.length ? ` By the evidence alone its probability is ${probability(p)}.` : "";
      return `A rule decides: by its words and where they stand it is certainly “${row.dataset.l}”, and that ${isKept ? "stays" : "goes out"} whatever its probability.${judged}`;
    }
    const wanted = reasons.filter(({ cause, effect }) => cause.name !== "base" && (effect > 0) === isKept).slice(0, 2);
    const why = wanted.map(({ cause, effect }) => `${cause.short} (${cause.name} ${signed(effect, 1)})`).join(" and ");
    const mostly = why ? `, mostly because of ${why}` : "";
    if (!isKept && p > threshold) return `Its probability ${probability(p)} is above the threshold ${probability(threshold)}, but it stands apart from the best part of the page.`;
    return `Its probability ${probability(p)} is ${isKept ? "above" : "not above"} the page's threshold ${probability(threshold)}${mostly}.`;
  }

  function bar({ cause, effect }, isOver) {
    const item = make("li", isOver ? "over" : ""), track = make("span", "track");
    const fill = make("span", effect < 0 ? "fill removed" : "fill kept"), width = Math.abs(effect) / strongest * 50;
    fill.style.width = width + "%";
    fill.style.left = (effect < 0 ? 50 - width : 50) + "%";
    track.append(fill);
    item.append(make("span", "name", cause.name), track, make("span", "value", signed(effect, 2)));
    item.title = cause.long;
    return item;
  }

  function show(row) {
    if (!row) return;
    const isKept = row.classList.contains("kept"), label = row.dataset.l, reasons = effects(row);
    const verdict = $("verdict"), p = Number(row.dataset.p);
    verdict.className = isKept ? "kept" : "removed";
    verdict.replaceChildren(`${isKept ? "+ Kept" : "− Removed"}: ${label}`, make("small", "", meanings.get(label)));
    $("because").textContent = because(row, reasons);
    $("cut").style.left = threshold * 100 + "%";
    $("mark").style.left = p * 100 + "%";
    $("where").textContent = `probability ${probability(p)}, threshold ${probability(threshold)}`;
    $("weighing").hidden = reasons.length === 0;
    $("bars").replaceChildren(...reasons.map((reason) => bar(reason, row.dataset.rule)));
    const details = [["block", row.id.slice(1)], ["kind", row.dataset.k], ["characters", row.dataset.c]];
    if (row.dataset.links) details.push(["link density", row.dataset.links], ["characters per tag", row.dataset.tags]);
    if (row.dataset.path) details.push(["inside", row.dataset.path]);
    $("details").replaceChildren(...details.flatMap(([name, value]) => {
      const definition = make("dd");
      definition.append(name === "inside" ? make("code", "", value) : value);
      return [make("dt", "", name), definition];
    }));
    panel.hidden = false;
  }

  function select(row, { focus = true, open = true } = {}) {
    if (!row) return;
    if (current) {
      current.removeAttribute("aria-current");
      current.tabIndex = -1;
    }
    current = row;
    row.setAttribute("aria-current", "true");
    row.tabIndex = 0;
    panel.classList.toggle("open", open);
    show(row);
    if (focus) {
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
      if (location.hash !== "#" + row.id) try { history.replaceState(null, "", "#" + row.id); } catch { /* not for this file */ }
    }
  }

  // Which blocks are shown, and in what order.
  const boxes = [...document.querySelectorAll("#labels input")];
  const verdict = () => document.querySelector("[name=verdict]:checked").value;
  const found = (row) => {
    if (!texts.has(row)) texts.set(row, (row.querySelector(".t").textContent + "\n" + (row.dataset.path || "")).toLowerCase());
    return texts.get(row);
  };

  function apply() {
    const labels = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const wanted = search.value.trim().toLowerCase(), which = verdict(), byDoubt = $("doubtful").checked;
    for (const row of rows) {
      row.hidden = !(labels.has(row.dataset.l) && (which === "all" || row.classList.contains(which)) && (!wanted || found(row).includes(wanted)));
    }
    const doubt = (row) => row.dataset.d === undefined ? Infinity : Number(row.dataset.d);
    const order = byDoubt ? [...rows].sort((a, b) => doubt(a) === doubt(b) ? 0 : doubt(a) - doubt(b)) : inOrder;
    if (byDoubt || list.dataset.order) list.append(...order);
    list.dataset.order = byDoubt ? "doubt" : "";
    shown = (byDoubt ? order : rows).filter((row) => !row.hidden);
    const isAll = shown.length === rows.length;
    for (const gap of gaps) gap.hidden = !isAll || byDoubt;
    $("shown").textContent = isAll ? `${number(rows.length)} blocks` : `${number(shown.length)} of ${number(rows.length)}`;
    $("nothing").hidden = shown.length > 0;
    highlight(wanted);
    place();
  }
  const inOrder = [...list.children];

  // Where the words looked for stand: drawn by the browser, without a change to the document.
  function highlight(wanted) {
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!wanted) return;
    const ranges = [];
    for (const row of shown.slice(0, 1000)) {
      const node = row.querySelector(".t").firstChild, text = node ? node.data.toLowerCase() : "";
      if (!node || text.length !== node.data.length) continue;
      for (let at = text.indexOf(wanted); at >= 0 && ranges.length < 2000; at = text.indexOf(wanted, at + wanted.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  function reset() {
    for (const box of boxes) box.checked = true;
    document.querySelector("[name=verdict][value=all]").checked = true;
    $("doubtful").checked = false;
    search.value = "";
    apply();
  }

  // The stretch of the map that is on the screen.
  const bands = [...map.querySelectorAll("a")].map((link) => {
    const rect = link.firstElementChild, top = Number(rect.getAttribute("y"));
    return { first: Number(link.dataset.b), top, bottom: top + Number(rect.getAttribute("height")) };
  });
  const last = (items, holds) => {
    let [low, high] = [0, items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(items[middle])) low = middle + 1; else high = middle;
    }
    return Math.max(0, low - 1);
  };
  function place() {
    const view = $("view");
    view.style.display = shown.length && bands.length && !$("doubtful").checked ? "" : "none";
    if (view.style.display) return;
    const band = (row) => bands[last(bands, ({ first }) => first <= Number(row.id.slice(1)))];
    const top = band(shown[last(shown, (row) => row.getBoundingClientRect().top < 70)]).top;
    const bottom = band(shown[last(shown, (row) => row.getBoundingClientRect().top < innerHeight)]).bottom;
    view.setAttribute("y", top);
    view.setAttribute("height", Math.max(4, bottom - top));
  }
  let isWaiting = false;
  const later = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => { isWaiting = false; place(); });
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later);

  // The hand: a block under the pointer is explained, one that is clicked stays so.
  list.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") show(event.target.closest(".b")); });
  list.addEventListener("pointerleave", () => show(current));
  list.addEventListener("click", (event) => {
    const row = event.target.closest(".b");
    if (!row || String(getSelection())) return;
    if (event.target.closest(".n")) event.preventDefault();
    select(row);
  });
  list.addEventListener("focusin", (event) => { if (event.target.matches(".b") && event.target !== current) select(event.target); });
  $("close").addEventListener("click", () => { panel.classList.remove("open"); if (current) current.focus({ preventScroll: true }); });
  $("controls").addEventListener("submit", (event) => event.preventDefault());
  $("controls").addEventListener("input", apply);
  $("labels").addEventListener("input", apply);
  const tick = (on) => { for (const box of boxes) box.checked = on; apply(); };
  $("every").addEventListener("click", () => tick(true));
  $("none").addEventListener("click", () => tick(false));
  document.querySelector(".reset").addEventListener("click", reset);

  // The keys.
  const step = (to) => {
    const at = shown.indexOf(current);
    if (at < 0 || typeof to === "function") return select(typeof to === "function" ? shown.slice(at + 1).find(to) : shown[0]);
    select(shown[Math.min(shown.length - 1, Math.max(0, at + to))]);
  };
  const keys = {
    ArrowDown: () => step(1), j: () => step(1), ArrowUp: () => step(-1), k: () => step(-1),
    Home: () => select(shown[0]), End: () => select(shown[shown.length - 1]),
    n: () => step((row) => !current || row.classList.contains("kept") !== current.classList.contains("kept")),
    d: () => { $("doubtful").checked = !$("doubtful").checked; apply(); select(shown[0]); },
    "/": () => search.focus(),
    Escape: () => { if (panel.classList.contains("open")) panel.classList.remove("open"); reset(); if (current) select(current); },
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    const { target } = event, isTyping = target === search;
    if (isTyping && !["Escape", "ArrowDown"].includes(event.key)) return;
    // Arrows belong to whatever else can be moved by them.
    if (event.key.length > 1 && event.key !== "Escape" && !isTyping && target !== document.body && !list.contains(target)) return;
    event.preventDefault();
    keys[event.key]();
  });

  // An address with the number of a block leads to it, whatever is hidden.
  function follow() {
    const row = /^#b\d+$/.test(location.hash) && $(location.hash.slice(1));
    if (!row) return false;
    if (row.hidden) reset();
    select(row);
    row.scrollIntoView({ block: "center" });
    return true;
  }
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => { for (const part of ["metadata", "media"]) if ($(part)) $(part).open = true; });

  apply();
  if (!follow()) select(rows[0], { focus: false, open: false });
})();
