// What script adds: theme switch, search, filters, copy buttons, enlarged figures. The page is complete without.
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

// Search: the index is a script file, since a page from the disk may not fetch; it is loaded at the first use.
const search = document.querySelector(".search");
const field = search.querySelector("input");
const results = search.querySelector(".search-results");
let indexWanted = false;
const loadIndex = () => {
  if (indexWanted) return;
  indexWanted = true;
  document.head.append(make("script", { src: `${root.dataset.root}search-index.js`, onload: showResults }));
};
const excerpt = (text, word) => {
  const at = text.toLowerCase().indexOf(word);
  const part = make("small");
  if (at < 0) return part;
  const start = Math.max(0, at - 40);
  part.append(
    (start ? "…" : "") + text.slice(start, at),
    make("mark", { textContent: text.slice(at, at + word.length) }),
    text.slice(at + word.length, at + 80) + "…");
  return part;
};
function showResults() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  results.hidden = words.length === 0;
  const rank = ([, title]) => words.every((word) => title.toLowerCase().includes(word)) ? 0 : 1;
  const found = (window.spikebookIndex || [])
    .filter((entry) => words.every((word) => entry.join(" ").toLowerCase().includes(word)))
    .sort((one, other) => rank(one) - rank(other));
  results.replaceChildren(...found.slice(0, 12).map(([href, title, context, text]) => {
    const link = make("a", { href: root.dataset.root + href, textContent: title });
    link.append(make("small", { textContent: context }), excerpt(text, words[0]));
    return link;
  }));
  if (found.length === 0) results.append(make("p", { textContent: "Nothing found." }));
}
field.addEventListener("focus", loadIndex);
field.addEventListener("input", showResults);
search.addEventListener("submit", (event) => {
  event.preventDefault();
  results.querySelector("a")?.click();
});
search.addEventListener("focusout", (event) => {
  if (!search.contains(event.relatedTarget)) results.hidden = true;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && search.contains(document.activeElement)) { results.hidden = true; field.focus(); }
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  field.focus();
});
search.hidden = false;

// Dashboard: rows that match all three choices; a group without rows goes.
const filters = document.querySelector(".filters");
if (filters) {
  const rows = all(".claims tbody tr");
  const apply = () => {
    const wanted = all("select", filters).filter((select) => select.value);
    for (const row of rows) row.hidden = wanted.some((select) => row.dataset[select.name] !== select.value);
    for (const group of all(".claim-group")) group.hidden = !group.querySelector("tbody tr:not([hidden])");
    filters.querySelector("output").textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length} shown`;
  };
  for (const select of all("select", filters)) select.parentElement.hidden = select.options.length < 2;
  filters.addEventListener("change", apply);
  apply();
  filters.hidden = false;
}

// Queries and commands: a copy button where the browser has a clipboard.
if (navigator.clipboard) {
  for (const block of all(":is(.fold, .experiment) pre.code")) {
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

// Paper shows what the screen folds.
addEventListener("beforeprint", () => {
  for (const fold of all(".figure-data, .data-fold")) fold.open = true;
});
