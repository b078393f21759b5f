// What a reader would call broken about a page, found by measuring it in a browser. Each check gives lines of text.
"use strict";

/** What is looked at on every page: widths of the window in CSS pixels, faces beside its own, themes. */
const widths = window.atOnce ? [1400] : [320, 720, 1400];
const faces = {
  "a wide face": ":root { --serif: 'DejaVu Serif', Verdana, serif; --sans: 'DejaVu Sans', Verdana, sans-serif; --mono: 'DejaVu Sans Mono', monospace; }",
  "a narrow face": ":root { --serif: 'Liberation Sans Narrow', 'Arial Narrow', serif; --sans: 'Liberation Sans Narrow', 'Arial Narrow', sans-serif; }",
};
const themes = ["light", "dark"];

const short = (text, length = 60) => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > length ? `${line.slice(0, length)}…` : line;
};

/** An element as an author finds it again: its own identifier, or that of what is around it. */
const name = (element) => {
  const kind = `${element.localName}${[...element.classList].slice(0, 2).map((word) => `.${word}`).join("")}`;
  const around = element.closest("[id]:not(main)");
  return around && around !== element ? `${kind} in #${around.id}` : element.id ? `${kind}#${element.id}` : kind;
};

/** What has been found out about elements in the present state of the page, where asking again would be slow. */
let known = new Map();
const kept = (kind, element, find) => {
  if (!known.has(kind)) known.set(kind, new Map());
  const answers = known.get(kind);
  if (!answers.has(element)) answers.set(element, find());
  return answers.get(element);
};

/** Whether an element, or one around it, cuts it away, as what is for screen readers alone. */
const isClipped = (element) => element !== null && kept("clipped", element, () =>
  element.ownerDocument.defaultView.getComputedStyle(element).clipPath.startsWith("inset(50%") || isClipped(element.parentElement));

/** Whether an element is laid out where it can be seen. */
const isShown = (element) => kept("shown", element, () =>
  element.checkVisibility({ contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true })
  && !element.closest(".visually-hidden, .skip-link, .katex-mathml, [hidden]") && !isClipped(element));

/** The nearest element around that scrolls or cuts sideways. */
const frameOf = (element, view) => kept("frame", element, () => {
  const parent = element.parentElement;
  if (!parent || parent.localName === "body") return null;
  return view.getComputedStyle(parent).overflowX === "visible" ? frameOf(parent, view) : parent;
});

/** Pieces of text with the boxes of their letters, which are lower than those of their lines. */
const pieces = (document, view) => kept("pieces", document, () => {
  const found = [];
  const walker = document.createTreeWalker(document.body, view.NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, style, title, desc, .katex, option") || !isShown(parent)) continue;
    range.selectNodeContents(node);
    const frame = frameOf(parent, view);
    const limits = frame && frame.getBoundingClientRect();
    for (const box of range.getClientRects()) {
      const clipped = limits
        ? { left: Math.max(box.left, limits.left), right: Math.min(box.right, limits.right) } : box;
      if (clipped.right - clipped.left < 2) continue;
      found.push({
        node, element: parent, text: node.data, left: clipped.left, right: clipped.right,
        top: box.top + 0.28 * box.height, bottom: box.bottom - 0.28 * box.height,
      });
    }
  }
  return found;
});

/** Texts of drawings: groups of glyphs. */
const labels = (document) => [...document.querySelectorAll(".art svg")].filter(isShown).map((drawing) =>
  [...drawing.querySelectorAll("g")]
    .filter((group) => group.firstElementChild?.localName === "use" && group.children.length === group.querySelectorAll("use").length)
    .map((group) => {
      const box = group.getBoundingClientRect();
      return { element: drawing, text: "label", left: box.left, right: box.right, top: box.top, bottom: box.bottom };
    }));

/** Pairs of boxes that cover each other by more than `slack` pixels in both directions. */
const overlaps = (boxes, slack) => {
  const pairs = [];
  const sorted = [...boxes].sort((one, other) => one.top - other.top);
  let open = [];
  for (const box of sorted) {
    open = open.filter((earlier) => earlier.bottom - box.top > slack);
    for (const earlier of open) {
      if (earlier.node && earlier.node === box.node) continue;
      const across = Math.min(earlier.right, box.right) - Math.max(earlier.left, box.left);
      if (across > slack && Math.min(earlier.bottom, box.bottom) - box.top > slack) pairs.push([earlier, box]);
    }
    open.push(box);
  }
  return pairs;
};

const checks = {
  /** The page itself scrolls sideways. */
  sidewaysScroll(document, view) {
    const page = document.scrollingElement;
    if (page.scrollWidth <= page.clientWidth + 1) return [];
    const guilty = [...document.body.querySelectorAll("*")].filter((element) =>
      isShown(element) && element.getBoundingClientRect().right > page.clientWidth + 1 && !frameOf(element, view));
    const worst = guilty.at(-1);
    return [`the page scrolls sideways by ${page.scrollWidth - page.clientWidth} px${worst ? `: ${name(worst)} “${short(worst.textContent, 30)}”` : ""}`];
  },

  /** Something is wider than its frame, and nothing at the frame's edge shows it. */
  silentCuts(document, view) {
    return [...document.body.querySelectorAll("div, pre, p, td, th, dd, figure, section, nav, ul")].filter(isShown).flatMap((element) => {
      const style = view.getComputedStyle(element);
      if (style.overflowX === "visible" || element.scrollWidth <= element.clientWidth + 1) return [];
      if (style.overflowX !== "hidden" && style.backgroundAttachment.includes("local") && style.backgroundImage.includes("gradient")) return [];
      return [`${name(element)} hides ${element.scrollWidth - element.clientWidth} px without a sign: “${short(element.textContent, 30)}”`];
    });
  },

  /** A table scrolls though there is room beside it. */
  tablesWithoutTheirRoom(document, view) {
    const main = document.querySelector("main").getBoundingClientRect();
    return [...document.querySelectorAll(".table-scroll")].filter(isShown).flatMap((frame) => {
      const around = frame.closest(".claim, .fold, .experiment, .callout, .notice, li, blockquote");
      if (around || frame.scrollWidth <= frame.clientWidth + 1) return [];
      const room = main.right - frame.getBoundingClientRect().right;
      return room > 24 ? [`${name(frame)} hides ${frame.scrollWidth - frame.clientWidth} px beside ${Math.round(room)} px that are empty`] : [];
    });
  },

  /** Texts on top of each other. */
  overlappingTexts(document, view) {
    const drawn = labels(document).flatMap((texts) => overlaps(texts, 2));
    return [
      ...overlaps(pieces(document, view), 2).map(([one, other]) =>
        `${name(other.element)}: “${short(one.text, 30)}” and “${short(other.text, 30)}” lie over each other`),
      ...drawn.map(([one]) => `${name(one.element)}: two labels lie over each other`),
    ];
  },

  /** A narrow place sets a word a few letters a line. */
  towers(document, view) {
    const lines = new Map();
    for (const piece of pieces(document, view)) lines.set(piece.node, (lines.get(piece.node) ?? new Set()).add(Math.round(piece.top)));
    return [...lines].filter(([node, tops]) => tops.size > 3 && node.data.trim().length < 4 * tops.size).map(([node, tops]) =>
      `${name(node.parentElement)}: “${short(node.data, 30)}” takes ${tops.size} lines`);
  },

  /** TeX, or a formula's dollar signs, where a reader or a screen reader meets it. */
  rawTeX(document, view) {
    const tex = /\\(?:[a-zA-Z]{2,}|[_,;!])|\$[^$\n]*[\\^_{][^$\n]*\$|[A-Za-z]_\{/;
    const found = [];
    const look = (text, place) => { if (text && tex.test(text)) found.push(`${place} shows TeX: “${short(text.slice(Math.max(0, text.search(tex) - 10)), 40)}”`); };
    const walker = document.createTreeWalker(document.body, view.NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent.closest("script, style, code, pre, annotation, math")) look(walker.currentNode.data, name(parent));
    }
    for (const element of document.querySelectorAll("[aria-label], [alt], [title]")) {
      for (const key of ["aria-label", "alt", "title"]) look(element.getAttribute(key), `${key} of ${name(element)}`);
    }
    look(document.title, "the title");
    look(document.querySelector("meta[name=description]")?.content, "the description");
    return found;
  },

  /** A hyphen where a minus belongs. */
  hyphensForMinus(document) {
    return [...document.querySelectorAll("td, dd, th, figcaption, .measured")].filter((cell) => isShown(cell) && !cell.closest(".keys") && !cell.querySelector("code, pre, table, .katex"))
      .filter((cell) => /^-\d|[\s(–]-\d|\de-\d/.test(cell.textContent.trim()))
      .map((cell) => `${name(cell)} has a hyphen for a minus: “${short(cell.textContent, 30)}”`);
  },
};
/** What a screen reader stumbles over; each rule is one of WCAG 2.2. */
const accessibility = {
  /** Identifiers are used once, and what is named by one is there. */
  identifiers(document) {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    const lost = [...document.querySelectorAll("[aria-labelledby], [aria-describedby], [aria-controls]")].flatMap((element) =>
      ["aria-labelledby", "aria-describedby", "aria-controls"].flatMap((key) => (element.getAttribute(key) ?? "").split(/\s+/))
        .filter((id) => id && !document.getElementById(id)));
    return [...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is the identifier of two elements`),
      ...lost.map((id) => `nothing is called ${id}, by which something is named`)];
  },

  /** Links, buttons, fields, pictures and tables have names. */
  names(document) {
    const words = (element) => [...element.querySelectorAll("[aria-label], img[alt], svg title")].reduce(
      (text, part) => `${text}${part.getAttribute("aria-label") ?? part.getAttribute("alt") ?? part.textContent}`,
      [...element.childNodes].map((node) => visibleText(node)).join(""));
    const visibleText = (node) => node.nodeType === 3 ? node.data
      : node.nodeType === 1 && node.getAttribute("aria-hidden") !== "true" && !node.matches(".katex") ? [...node.childNodes].map(visibleText).join("") : "";
    const named = (element) => element.getAttribute("aria-label")?.trim() || element.getAttribute("aria-labelledby")
      || element.labels?.length || words(element).trim();
    return [...document.querySelectorAll("a[href], button, input, select, summary, [role=img], [role=region], section[aria-label], nav, dialog")]
      .filter((element) => element.getAttribute("aria-hidden") !== "true" && !element.closest("[aria-hidden=true]") && !named(element)
        && !(element.localName === "nav" || element.localName === "dialog") || element.localName === "nav" && !element.getAttribute("aria-label"))
      .map((element) => `${name(element)} has no name: ${short(element.outerHTML, 80)}`)
      .concat([...document.querySelectorAll("img:not([alt])")].map((image) => `${image.src} has no alt text`));
  },

  /** One main part, one h1, no level of headings is left out. */
  outline(document) {
    const faults = ["main", "h1"].filter((part) => document.querySelectorAll(part).length !== 1).map((part) => `there is not one ${part}`);
    const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(isShown);
    levels.forEach((heading, index) => {
      if (index > 0 && +heading.localName[1] > +levels[index - 1].localName[1] + 1) {
        faults.push(`${heading.localName} “${short(heading.textContent, 30)}” follows ${levels[index - 1].localName}`);
      }
    });
    if (!document.documentElement.lang) faults.push("the page does not say its language");
    if (!document.title) faults.push("the page has no title");
    return faults;
  },

  /** Tables have heads that say of what. */
  tables(document) {
    return [...document.querySelectorAll("table")].filter((table) => !table.querySelector("th[scope]")).map((table) => `${name(table)} has no heads`)
      .concat([...document.querySelectorAll("th")].filter((head) => !head.textContent.trim() && !head.querySelector("[aria-label]"))
        .map((head) => `${name(head)} is an empty head`));
  },

  /** What scrolls can be reached by the keyboard. */
  scrolling(document, view) {
    return [...document.body.querySelectorAll("div, pre")].filter((element) => isShown(element)
      && /auto|scroll/.test(view.getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1
      && element.tabIndex < 0 && !element.querySelector("a, button")).map((element) => `${name(element)} scrolls, but not by the keyboard`);
  },

  /** Text stands out from its ground, by 4.5 to 1. */
  contrast(document, view) {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgb = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
    const luminance = ([r, g, b]) => [r, g, b].map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4).reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    const ground = (element) => {
      for (let part = element; part; part = part.parentElement) {
        const colour = rgb(view.getComputedStyle(part).backgroundColor);
        if (colour[3] === 255) return colour;
      }
      return [255, 255, 255, 255];
    };
    const seen = new Map();
    for (const { element, text } of pieces(document, view)) {
      const colours = [view.getComputedStyle(element).color, ground(element).join()];
      if (seen.has(colours.join("/"))) continue;
      const [light, dark] = [luminance(rgb(colours[0])), luminance(colours[1].split(",").map(Number))].sort((one, other) => other - one);
      seen.set(colours.join("/"), (light + 0.05) / (dark + 0.05) >= 4.5 ? null : `${name(element)} “${short(text, 30)}”: ${((light + 0.05) / (dark + 0.05)).toFixed(2)} to 1`);
    }
    return [...seen.values()].filter(Boolean);
  },
};
Object.assign(checks, accessibility);

/** Those that do not depend on how wide the page is. */
const once = new Set(["rawTeX", "hyphensForMinus", "identifiers", "names", "outline", "tables"]);
/** Those that depend on the theme. */
const ofTheme = new Set(["contrast"]);

/** Faults of one page as `page, where: what`, each told at the first place where it is seen. */
const faultsOf = async (address) => {
  const frame = document.createElement("iframe");
  frame.style.cssText = `width: ${widths.at(-1)}px; height: 900px; border: 0`;
  frame.src = address;
  await new Promise((resolve) => { frame.addEventListener("load", resolve); document.body.append(frame); });
  const [page, view] = [frame.contentDocument, frame.contentWindow];
  const style = page.createElement("style");
  page.head.append(style);
  await page.fonts.ready;
  const told = new Map();
  const tell = (where, kind, lines) => {
    for (const line of lines) if (!told.has(kind + line.replace(/\d+/g, "#"))) told.set(kind + line.replace(/\d+/g, "#"), `${where}: ${line}`);
  };
  const file = decodeURIComponent(address.split("/").at(-1));
  /** All checks that can come out differently in this state of the page, at each width. */
  const look = async (state, kinds) => {
    for (const width of widths) {
      frame.style.width = `${width}px`;
      await page.fonts.ready;
      known = new Map();
      for (const kind of kinds) tell(`${file} at ${width} px, ${state}`, kind, checks[kind](page, view));
    }
  };
  page.documentElement.dataset.reading = "all";
  const ofWidth = Object.keys(checks).filter((kind) => !once.has(kind));
  for (const theme of themes) {
    page.documentElement.dataset.theme = theme;
    await look(theme, theme === themes[0] ? ofWidth : [...ofTheme]);
  }
  page.documentElement.dataset.theme = themes[0];
  for (const kind of once) tell(file, kind, checks[kind](page, view));
  if (window.atOnce) return frame.remove(), [...told.values()];
  for (const [face, rules] of Object.entries(faces)) {
    style.textContent = rules;
    await look(face, ofWidth.filter((kind) => !ofTheme.has(kind)));
  }
  style.textContent = "";
  for (const fold of page.querySelectorAll("main details")) fold.open = true;
  await look("unfolded", ofWidth);
  for (const fold of page.querySelectorAll("main details")) fold.open = false;
  page.documentElement.dataset.reading = "text";
  await look("for reading", ofWidth.filter((kind) => !ofTheme.has(kind)));
  if (window.axeSource) {
    page.documentElement.dataset.reading = "all";
    frame.style.width = `${widths.at(-1)}px`;
    style.textContent = "";
    for (const theme of themes) {
      page.documentElement.dataset.theme = theme;
      for (const line of await axeFaults(page, view)) tell(`${file}, ${theme}`, "axe", [line]);
    }
  }
  frame.remove();
  return [...told.values()];
};

const axeFaults = async (page, view) => {
  if (!view.axe) {
    await new Promise((resolve, reject) => {
      const script = page.createElement("script");
      Object.assign(script, { src: window.axeSource, onload: resolve, onerror: reject });
      page.head.append(script);
    });
  }
  const { violations } = await view.axe.run(page, { resultTypes: ["violations"] });
  // It has no words for MathML: a head that is a formula has none for it, but a label.
  const isNamed = (rule, node) => rule.id === "empty-table-header" && /<th[^>]* aria-label=/.test(node.html);
  return violations.flatMap((rule) => rule.nodes.filter((node) => !isNamed(rule, node)).slice(0, 3).map((node) => `${rule.id}: ${rule.help}: ${short(node.html, 120)}`));
};

const main = async (addresses) => {
  const result = [];
  try {
    for (const address of addresses) result.push(...await faultsOf(address));
    result.push("done");
  } catch (error) { result.push(`the measuring itself failed: ${error.stack}`); }
  const place = document.createElement("pre");
  place.id = "result";
  place.textContent = JSON.stringify(result);
  document.body.replaceChildren(place);
};
