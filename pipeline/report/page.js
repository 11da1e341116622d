"use strict";
// The table of a report: search, filters, sorting, rows that open. Text of strangers only ever becomes text nodes.
(() => {
  const CHUNK = 100; // rows added at once: a screen or three, so that a long list shows at once and grows while scrolling
  const PAUSE = 80; // ms without a keystroke before the table follows the search

  const $ = (id) => document.getElementById(id);
  const [form, table, body, count, more] = ["filters", "table", "body", "count", "more"].map($);
  const rows = JSON.parse($("rows").textContent);
  const several = new Set(rows.map((row) => row.list)).size > 1;
  const headings = [...table.querySelectorAll("th[data-sort]")];
  const open = new Set();
  let sort = { by: "", down: false };
  let shown = [];
  let drawn = 0;
  let terms = []; // of the search, folded
  // A table that grows above a place to which somebody jumps pushes that place away: there it waits to be asked for more.
  const growing = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && draw(CHUNK), { rootMargin: "1200px" });

  // What opens stands behind this script, so that the table can be used while ten megabytes of it are still being read.
  const isWhole = () => document.readyState !== "loading";
  let lines = null; // one JSON text per row: split when first needed, and only what is opened gets parsed
  function detail(n) {
    lines ||= $("details").textContent.trim().split("\n");
    return JSON.parse(lines[n]);
  }
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const NAMES = { link: "the link itself", list: "the list" };
  const words = (name) => NAMES[name] || name.replaceAll("_", " ");

  // --- elements -------------------------------------------------------------------------------------------------------

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) if (value !== null && value !== undefined) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  // Words of the search stand out in what it found.
  function marked(text) {
    if (!terms.length) return [text];
    return text.split(/(\s+)/).map((word) => (terms.some((term) => fold(word).includes(term)) ? element("mark", null, word) : word));
  }

  function link(url, text) {
    let safe = false;
    try {
      safe = ["http:", "https:"].includes(new URL(url).protocol);
    } catch {}
    return safe ? element("a", { href: url, rel: "noreferrer" }, text) : document.createTextNode(text);
  }

  function part(name, ...children) {
    return element("section", null, element("h3", null, name), ...children);
  }

  function list(items) {
    return element("ul", null, ...items.map((item) => element("li", null, ...[].concat(item))));
  }

  // --- one row --------------------------------------------------------------------------------------------------------

  function paper(n) {
    const row = rows[n];
    const button = element("button", { type: "button", "aria-expanded": "false", "aria-controls": `detail-${n}` }, ...marked(row.title));
    const badge = row.status === "complete" ? null : element("span", { class: "badge" }, row.status);
    const authors = row.authors ? element("div", { class: "authors" }, ...marked(row.authors)) : null;
    const cell = (name, ...children) => element("td", { class: name, role: "cell" }, ...children);
    const made = element("tr", { class: "paper", role: "row", id: `row-${n}` },
      cell("title", button, badge, authors),
      cell("venue", row.venue || ""),
      cell("year", row.year ? String(row.year) : ""),
      cell("section", (several ? `${row.list}: ` : "") + (row.section || "").split(" › ").pop()),
      cell("links", row.read ? link(row.read, /\.pdf$|\/pdf\b/i.test(row.read) ? "PDF" : "page") : null, row.read && row.code ? " " : null, row.code ? link(row.code, "code") : null));
    button.addEventListener("click", () => toggle(n));
    return made;
  }

  function toggle(n, wanted = !open.has(n)) {
    const row = $(`row-${n}`);
    if (!row || wanted === open.has(n)) return;
    if (wanted && !isWhole()) return void addEventListener("DOMContentLoaded", () => toggle(n, true), { once: true });
    row.classList.toggle("open", wanted);
    row.querySelector("button").setAttribute("aria-expanded", String(wanted));
    if (wanted) {
      open.add(n);
      row.after(opened(n));
    } else {
      open.delete(n);
      $(`detail-${n}`).remove();
    }
  }

  function opened(n) {
    const row = rows[n];
    const { abstract, missing = [], listed, links = [], identifiers = [], versions = [], said = [], findings = [], refused = [] } = detail(n);
    const left = element("div", null,
      abstract ? part("Abstract", element("p", { class: "abstract" }, ...marked(abstract))) : null,
      missing.length ? part("Not known", element("p", null, missing.map(words).join(", "))) : null,
      findings.length ? part("Findings", list(findings)) : null,
      refused.length ? part("Found and not taken", list(refused)) : null);
    const right = element("div", null,
      links.length ? part("Links", list(links.map((one) => [link(one.url, one.name), " ", element("small", null, host(one.url))]))) : null,
      versions.length ? part("Versions", list(versions.map(version))) : null,
      part("In the list", element("p", null, element("small", null, `${row.list}, line ${row.line}${row.section ? `, ${row.section}` : ""}`)),
        listed ? element("p", null, element("small", null, `as “${listed}”`)) : null),
      identifiers.length ? part("Identifiers", element("p", null, element("small", null, identifiers.join(" · ")))) : null,
      element("p", null, element("a", { href: `#${encodeURIComponent(row.id)}` }, "Link to this work")));
    const sheet = element("div", { class: "sheet" }, left, right, said.length ? sayings(said) : null);
    return element("tr", { class: "detail", role: "row", id: `detail-${n}` }, element("td", { role: "cell", colspan: 5 }, sheet));
  }

  function version(one) {
    const name = [one.venue, one.year].filter(Boolean).join(" ") || one.kind;
    return [one.url ? link(one.url, name) : name, " ", element("small", null, `${one.kind}, says ${words(one.source)}`)];
  }

  function sayings(said) {
    const head = element("tr", null, ...["Field", "Taken from", "Same in", "Otherwise"].map((name) => element("th", { scope: "col" }, name)));
    const line = (one) => element("tr", null,
      element("th", { scope: "row" }, words(one.field)),
      element("td", null, words(one.source), one.value ? `: ${one.value}` : "", element("small", null, one.rule)),
      element("td", null, (one.same || []).map(words).join(", ")),
      element("td", null, ...(one.other || []).map(([source, value]) => element("div", null, words(source), value ? `: ${value}` : ""))));
    return element("section", { class: "said" }, element("h3", null, "Who said what"),
      element("table", null, element("thead", null, head), element("tbody", null, ...said.map(line))));
  }

  function host(url) {
    try {
      return new URL(url).hostname.replace(/^www\./, "");
    } catch {
      return "";
    }
  }

  // --- which rows, in which order -------------------------------------------------------------------------------------

  const near = []; // what stands in the row, folded when first searched; then what opens under it
  const far = [];

  function holds(n, term) {
    near[n] ??= fold(["title", "authors", "venue", "year", "section", "id", "code"].map((name) => rows[n][name] || "").join(" "));
    if (near[n].includes(term) || !isWhole()) return near[n].includes(term);
    if (far[n] === undefined) {
      const { abstract = "", identifiers = [], listed = "" } = detail(n);
      far[n] = fold([abstract, listed, ...identifiers].join(" "));
    }
    return far[n].includes(term);
  }

  const KEYS = {
    title: (row) => fold(row.title).replace(/^\W+/, ""),
    venue: (row) => fold(row.venue || ""),
    year: (row) => row.year || 0,
    section: (row) => row.section || "",
  };

  function matches(wanted) {
    return (row, n) =>
      ["list", "section", "venue", "year", "status"].every((name) => !wanted[name] || String(row[name] || "-") === wanted[name]) &&
      (!wanted.code || row.code) &&
      terms.every((term) => holds(n, term));
  }

  function select() {
    const wanted = state();
    terms = fold(wanted.q || "").split(/\s+/).filter(Boolean);
    const fits = matches(wanted);
    shown = [...rows.keys()].filter((n) => fits(rows[n], n));
    if (sort.by) {
      const keys = rows.map(KEYS[sort.by]);
      const sign = sort.down ? -1 : 1;
      const empty = (key) => key === "" || key === 0 && sort.by === "year";
      // What is not known stands last in both directions; equal ones keep the order of the list.
      shown.sort((a, b) => empty(keys[a]) - empty(keys[b]) || sign * (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : 0) || a - b);
    }
    for (const th of headings) {
      if (th.dataset.sort === sort.by) th.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    }
    growing.observe(more);
    open.clear();
    body.replaceChildren();
    drawn = 0;
    draw(CHUNK);
    count.textContent = shown.length === rows.length ? `${rows.length.toLocaleString("en")} entries` : `${shown.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")}`;
  }

  function draw(howMany) {
    const end = Math.min(shown.length, drawn + howMany);
    body.append(...shown.slice(drawn, end).map(paper));
    drawn = end;
    more.hidden = drawn >= shown.length;
  }

  // --- the fragment: #?filters or #id ---------------------------------------------------------------------------------

  function state() {
    return Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
  }

  function remember() {
    const wanted = new URLSearchParams(state());
    if (sort.by) wanted.set("sort", (sort.down ? "-" : "") + sort.by);
    const fragment = wanted.size ? `#?${wanted}` : location.pathname + location.search;
    history.replaceState(null, "", fragment);
  }

  function obey() {
    const fragment = location.hash.slice(1);
    if (fragment.startsWith("?")) {
      const wanted = new URLSearchParams(fragment.slice(1));
      fill(wanted);
      const by = wanted.get("sort") || "";
      sort = KEYS[by.replace("-", "")] ? { by: by.replace("-", ""), down: by.startsWith("-") } : { by: "", down: false };
      select();
      form.scrollIntoView({ block: "start" });
      return;
    }
    if (fragment === "findings") {
      growing.disconnect();
      $(fragment).scrollIntoView({ behavior: "instant", block: "start" });
      return;
    }
    growing.observe(more);
    let id = fragment;
    try {
      id = decodeURIComponent(fragment);
    } catch {}
    const n = id ? rows.findIndex((row) => row.id === id) : -1;
    if (n >= 0 && !shown.includes(n)) {
      fill(new URLSearchParams());
      sort = { by: "", down: false };
      select();
    }
    if (n < 0) return; // a place on the page, or a work that is listed no more
    const place = shown.indexOf(n);
    if (place >= drawn) draw(place - drawn + CHUNK);
    toggle(n, true);
    $(`row-${n}`).scrollIntoView({ block: "start" });
    $(`row-${n}`).querySelector("button").focus({ preventScroll: true });
  }

  function fill(wanted) {
    for (const field of form.elements) {
      if (!field.name) continue;
      if (field.type === "checkbox") field.checked = wanted.has(field.name);
      else field.value = wanted.get(field.name) || "";
      if (field.value === "" && field.tagName === "SELECT") field.selectedIndex = 0;
    }
  }

  // --- what people do -------------------------------------------------------------------------------------------------

  let timer = 0;
  function follow() {
    clearTimeout(timer);
    select();
    remember();
  }
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.target.type === "search") timer = setTimeout(follow, PAUSE);
    else follow();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    sort = { by: "", down: false };
    setTimeout(follow); // the fields are empty only after this event
  });
  for (const th of headings) {
    th.querySelector("button").addEventListener("click", () => {
      const by = th.dataset.sort;
      const first = by === "year"; // newest first is what people want of years
      if (sort.by !== by) sort = { by, down: first };
      else if (sort.down === first) sort = { by, down: !first };
      else sort = { by: "", down: false };
      follow();
    });
  }
  more.addEventListener("click", () => draw(CHUNK));
  addEventListener("hashchange", obey);
  addEventListener("DOMContentLoaded", () => terms.length && select()); // what opens could not be searched before
  addEventListener("beforeprint", () => draw(shown.length));
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      form.elements.q.focus();
    } else if (event.key === "Escape" && event.target === form.elements.q) {
      form.elements.q.value = "";
      follow();
    } else if (event.key === "Escape") {
      const button = title(event.target.closest("tr.paper, tr.detail"));
      if (button && button.getAttribute("aria-expanded") === "true") button.click();
      if (button) button.focus();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest("tr.paper td.title button")) {
      const next = neighbour(event.target.closest("tr"), event.key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling");
      if (next) {
        event.preventDefault();
        title(next).focus();
      }
    }
  });

  function title(row) {
    const own = row && row.classList.contains("detail") ? row.previousElementSibling : row;
    return own && own.querySelector("td.title button");
  }

  function neighbour(row, side) {
    let next = row[side];
    while (next && !next.classList.contains("paper")) next = next[side];
    return next;
  }

  form.hidden = table.hidden = false;
  select();
  if (location.hash.length > 1) obey();
})();
