// What script adds: switches of theme and reading, search, hints, filters, copy buttons, enlarged figures. The page is complete without.
"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
const root = document.documentElement;

// Theme: automatic, light, dark; remembered where the browser allows it.
const themeSwitch = document.querySelector(".theme-switch");
const themes = ["auto", "light", "dark"];
const showTheme = () => {
  const name = themes.includes(root.dataset.theme) ? root.dataset.theme : "auto";
  themeSwitch.textContent = { auto: "◐ Auto", light: "○ Light", dark: "● Dark" }[name];
  themeSwitch.setAttribute("aria-label", `Theme: ${name}. Change`);
};
themeSwitch.addEventListener("click", () => {
  root.dataset.theme = themes[(themes.indexOf(root.dataset.theme) + 1) % themes.length];
  try { localStorage.setItem("spikebook-theme", root.dataset.theme); } catch { /* not remembered */ }
  showTheme();
});
showTheme();
themeSwitch.hidden = false;

// For reading alone, or with all that shows how the evidence was made; remembered. What an address leads to is shown.
const readingSwitch = document.querySelector(".reading-switch");
const showReading = (kind) => {
  root.dataset.reading = kind;
  readingSwitch.setAttribute("aria-pressed", `${kind === "all"}`);
};
const showTarget = () => {
  const target = document.querySelector(":target");
  if (!target || target.checkVisibility()) return;
  showReading("all");
  target.scrollIntoView();
};
readingSwitch.addEventListener("click", () => {
  showReading(root.dataset.reading === "all" ? "text" : "all");
  try { localStorage.setItem("spikebook-reading", root.dataset.reading); } catch { /* not remembered */ }
});
readingSwitch.title = "Show how the evidence was made: settings, rules, queries, listings";
showReading(root.dataset.reading === "all" ? "all" : "text");
readingSwitch.hidden = !document.querySelector(".experiment, .listing, .claim");
addEventListener("hashchange", showTarget);
showTarget();

// The section that is read is marked in the contents.
const sectionLinks = new Map(all(".contents ol a[href^='#']").map((link) => [link.hash.slice(1), link]));
if (sectionLinks.size > 0) {
  const headings = all("main h2[id]").filter((heading) => sectionLinks.has(heading.id));
  const markSection = () => {
    const current = headings.findLast((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    for (const link of all(".contents ol a[href^='#']")) {
      if (current && link.hash === `#${current.id}`) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    }
  };
  let isDue = false;
  addEventListener("scroll", () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => { isDue = false; markSection(); });
  }, { passive: true });
  markSection();
}

// Search: the index is a script file, since a page from the disk may not fetch; it is loaded at the first use.
const search = document.querySelector(".search");
const field = search.querySelector("input");
const results = search.querySelector(".search-results");
const found = search.querySelector("output");
let indexWanted = false;
const loadIndex = (then) => {
  if (indexWanted) return;
  indexWanted = true;
  document.head.append(make("script", { src: `${root.dataset.root}search-index.js`, onload: then }));
};

// One spelling for all: no case, accents, hyphens and formula signs; Greek letters by their names, β₁ and β_1 as beta1.
const greek = { α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", η: "eta", θ: "theta", κ: "kappa", λ: "lambda", μ: "mu", π: "pi", ρ: "rho", σ: "sigma", τ: "tau", φ: "phi", χ: "chi", ψ: "psi", ω: "omega" };
const plainLetter = (letter) => {
  const plain = letter.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f\-‐‑_^{}$\\]/g, "");
  return plain === "ϵ" ? "epsilon" : greek[plain] ?? plain;
};
const plain = (text) => Array.from(text, plainLetter).join("");
const plainEntries = new Map();
const plainEntry = (entry) => {
  if (!plainEntries.has(entry)) plainEntries.set(entry, { title: plain(entry[1]), text: plain(entry.slice(1).join(" ")) });
  return plainEntries.get(entry);
};
// British and American spellings of a word, singular and plural.
const spellings = (word) => [...new Set([word, word.replace(/is(e|er|ers|ed|ing|ation|ations)$/, "iz$1"), word.replace(/iz(e|er|ers|ed|ing|ation|ations)$/, "is$1"),
  word.replace(/our(s|ed)?$/, "or$1"), word.replace(/([^aeiou])or(s|ed)?$/, "$1our$2"), word.length > 4 ? word.replace(/s$/, "") : word])];

/** The piece of a text around the first of some words, which is marked. */
const excerpt = (text, words) => {
  const part = make("small");
  let letters = "";
  const places = [];
  Array.from(text).forEach((letter, index) => {
    const added = plainLetter(letter);
    letters += added;
    for (let count = 0; count < added.length; count += 1) places.push(index);
  });
  const word = words.flatMap(spellings).find((one) => letters.includes(one));
  if (!word) return part;
  const at = letters.indexOf(word);
  const characters = Array.from(text);
  const [from, to] = [places[at], places[at + word.length - 1] + 1];
  const start = Math.max(0, from - 40);
  part.append(
    (start ? "…" : "") + characters.slice(start, from).join(""),
    make("mark", { textContent: characters.slice(from, to).join("") }),
    characters.slice(to, from + 90).join("") + (characters.length > from + 90 ? "…" : ""));
  return part;
};
function showResults() {
  const words = field.value.split(/\s+/).map(plain).filter(Boolean);
  results.hidden = words.length === 0;
  if (words.length === 0) { found.textContent = ""; return; }
  const holds = (text) => words.every((word) => spellings(word).some((one) => text.includes(one)));
  // What is in a title comes first, and the chapters before the reference.
  const rank = (entry) => (holds(plainEntry(entry).title) ? 0 : 1) + (entry[2].startsWith("Reference") ? 2 : 0);
  const entries = (window.spikebookIndex || []).filter((entry) => holds(plainEntry(entry).text))
    .sort((one, other) => rank(one) - rank(other));
  results.replaceChildren(...entries.slice(0, 12).map(([href, title, context, text]) => {
    const link = make("a", { href: root.dataset.root + href, textContent: title });
    link.append(make("small", { textContent: context }), excerpt(text, words));
    return link;
  }));
  const told = entries.length === 0 ? "Nothing found." : entries.length > 12 ? `The first 12 of ${entries.length} places.` : "";
  if (told) results.append(make("p", { textContent: told }));
  found.textContent = entries.length === 0 ? told : `${entries.length} found`;
}
// Where the reader was before a key led to the search; Escape leads back.
let before = null;
const leaveSearch = () => {
  results.hidden = true;
  if (before) before.focus({ preventScroll: true }); else document.activeElement.blur();
  before = null;
};
field.addEventListener("focus", () => loadIndex(showResults));
field.addEventListener("input", showResults);
search.addEventListener("submit", (event) => {
  event.preventDefault();
  results.querySelector("a")?.click();
});
search.addEventListener("click", (event) => { if (event.target.closest("a")) results.hidden = true; });
search.addEventListener("focusout", (event) => {
  if (!search.contains(event.relatedTarget)) results.hidden = true;
});
search.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { event.preventDefault(); leaveSearch(); return; }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || results.hidden) return;
  event.preventDefault();
  const places = [field, ...all("a", results)];
  places[(places.indexOf(document.activeElement) + step + places.length) % places.length].focus({ preventScroll: false });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  before = document.activeElement === document.body ? null : document.activeElement;
  field.focus({ preventScroll: getComputedStyle(document.querySelector(".site-header")).position === "sticky" });
});
search.hidden = false;

// Terms, claims, figures and tables: a line of text where a reader points at a link to one or reaches it by keys.
const hint = make("div", { className: "hint", id: "hint", role: "tooltip", hidden: true });
document.body.append(hint);
let hinted = null;
const hideHint = () => {
  hint.hidden = true;
  hinted?.removeAttribute("aria-describedby");
  hinted = null;
};
const showHint = () => {
  const address = hinted?.getAttribute("href") ?? "";
  const page = location.pathname.split("/").at(-1) || "index.html";
  const entry = (window.spikebookIndex || []).find(([href]) => href === (address.startsWith("#") ? page + address : address));
  if (!entry || !entry[3]) return;
  const text = entry[3].trim();
  const end = text.slice(0, 220).lastIndexOf(" ");
  hint.replaceChildren(make("strong", { textContent: entry[1] }), text.length > 220 ? `${text.slice(0, end)}…` : text);
  hint.hidden = false;
  const box = hinted.getBoundingClientRect();
  const left = Math.min(box.left, root.clientWidth - hint.offsetWidth - 20);
  const isBelow = box.bottom + hint.offsetHeight + 8 < innerHeight;
  hint.style.left = `${Math.max(20, left) + scrollX}px`;
  hint.style.top = `${(isBelow ? box.bottom + 6 : box.top - hint.offsetHeight - 6) + scrollY}px`;
  hinted.setAttribute("aria-describedby", "hint");
};
for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const link = event.target.closest?.("a.reference, a.badge");
    if (link === hinted || (kind === "mouseover" && event.target.closest?.(".hint"))) return;
    hideHint();
    if (!link) return;
    hinted = link;
    loadIndex(showHint);
    showHint();
  });
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hideHint(); });

// Dashboard: rows that match all choices, which stand in the address; a group without rows goes.
const filters = document.querySelector(".filters");
if (filters) {
  const rows = all(".claims tbody tr");
  const selects = all("select", filters);
  const mark = "#claims?";
  const apply = () => {
    const wanted = selects.filter((select) => select.value);
    for (const row of rows) row.hidden = wanted.some((select) => row.dataset[select.name] !== select.value);
    for (const group of all(".claim-group")) group.hidden = !group.querySelector("tbody tr:not([hidden])");
    filters.querySelector("output").textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} shown`;
    filters.querySelector("button").hidden = wanted.length === 0;
  };
  const read = () => {
    const words = location.hash.startsWith(mark) ? location.hash.slice(mark.length) : location.hash.replace(/^#verdict-/, "verdict=");
    const choice = new URLSearchParams(words);
    for (const select of selects) select.value = [...select.options].some((one) => one.value === choice.get(select.name)) ? choice.get(select.name) : "";
    apply();
  };
  const write = () => {
    const choice = new URLSearchParams(selects.filter((select) => select.value).map((select) => [select.name, select.value]));
    history.replaceState(null, "", `${choice}` ? mark + choice : "#claims");
    apply();
  };
  for (const select of selects) select.parentElement.hidden = select.options.length < 2;
  filters.addEventListener("change", write);
  filters.querySelector("button").addEventListener("click", () => {
    for (const select of selects) select.value = "";
    write();
    selects[0].focus();
  });
  // A browser that comes back fills in what was chosen before, but not what was shown.
  addEventListener("pageshow", read);
  addEventListener("hashchange", read);
  read();
  filters.hidden = false;
}

// Queries and commands: a copy button where the browser has a clipboard.
if (navigator.clipboard) {
  for (const block of all(":is(.fold, .experiment, .listing) pre.code")) {
    const button = make("button", { className: "copy", type: "button", textContent: "Copy" });
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.textContent);
      button.textContent = "Copied";
    });
    block.after(button);
  }
}

// Figures: a click or the button enlarges. The drawing itself moves, so that its ids stay unique.
for (const art of all(".figure-art")) {
  const wide = art.querySelector(".art-wide");
  const drawing = wide.querySelector("svg");
  if (!drawing) continue;
  const enlarge = () => {
    const dialog = make("dialog", { className: "lightbox" });
    const close = make("button", { type: "button", textContent: "Close", onclick: () => dialog.close() });
    dialog.setAttribute("aria-label", "Enlarged figure");
    wide.style.minHeight = `${wide.offsetHeight}px`;
    dialog.append(close, drawing);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => {
      wide.append(drawing);
      wide.style.minHeight = "";
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  };
  wide.classList.add("enlargeable");
  wide.addEventListener("click", enlarge);
  const button = make("button", { className: "enlarge", type: "button", textContent: "Enlarge", onclick: enlarge });
  const entry = make("li");
  entry.append(button);
  art.parentElement.querySelector(".downloads")?.append(entry);
}
