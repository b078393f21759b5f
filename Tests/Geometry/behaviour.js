// What the pages of `Tests/Books/Hard` do with a reader's keys and clicks; each line tells what they fail to do.
"use strict";

const faults = [];
const expect = (holds, what) => { if (!holds) faults.push(what); };

const open = async (address) => {
  document.querySelector("iframe")?.remove();
  const frame = document.createElement("iframe");
  frame.style.cssText = "width: 1400px; height: 900px; border: 0";
  frame.src = address;
  await new Promise((resolve) => { frame.addEventListener("load", resolve); document.body.append(frame); });
  return [frame.contentDocument, frame.contentWindow];
};
const press = (view, target, key) => target.dispatchEvent(new view.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const pause = () => new Promise((resolve) => setTimeout(resolve, 100));

const searches = async (site) => {
  const [page, view] = await open(`${site}/01-hard.html`);
  const [field, results] = [page.querySelector(".search input"), page.querySelector(".search-results")];
  const link = page.querySelector("main a[href]");
  link.focus();
  press(view, link, "/");
  expect(page.activeElement === field, "/ does not lead to the search");
  await pause();
  const find = (words) => {
    field.value = words;
    field.dispatchEvent(new view.Event("input", { bubbles: true }));
    return [...results.querySelectorAll("a")].map((one) => one.textContent);
  };
  for (const [words, title] of [
    ["figure 1.1", "Figure 1.1"], ["nine series", "Figure 1.1"], ["table 1.1", "Table 1.1"], ["hard-claim", "hard-claim-with-a-name"],
    ["λ_max", "Figure 1.1"], ["lambda max", "Figure 1.1"], ["λmax", "Figure 1.1"], ["β_1", "A chapter that is hard"], ["beta1", "A chapter that is hard"],
    ["the optimiser adam", "adam"], ["rindfleisch", "A chapter that is hard"], ["listing 1.1", "Listing 1.1"],
  ]) {
    const titles = find(words);
    expect(titles.some((one) => one.startsWith(title)) || titles.some((one) => one.includes(title)), `“${words}” does not find ${title}: ${titles.join(" | ").slice(0, 200)}`);
    expect(!titles.some((one) => /\\[a-z]{2}|\$/.test(one)), `“${words}” shows TeX`);
  }
  expect(find("nothing of the kind").length === 0 && results.textContent.includes("Nothing found"), "what is not there is found");
  find("figure");
  press(view, field, "ArrowDown");
  expect(page.activeElement === results.querySelector("a"), "the arrow does not lead to the first result");
  press(view, page.activeElement, "ArrowUp");
  expect(page.activeElement === field, "the arrow does not lead back");
  press(view, field, "Escape");
  expect(results.hidden && page.activeElement === link, "Escape does not lead back to where the reader was");
};

const filters = async (site) => {
  const shown = (page) => [...page.querySelectorAll(".claims tbody tr")].filter((row) => !row.hidden).length;
  const [page, view] = await open(`${site}/claims.html`);
  expect(shown(page) === 1, "the dashboard does not begin with all");
  const select = page.querySelector(".filters select[name=verdict]");
  select.value = "partly";
  select.dispatchEvent(new view.Event("change", { bubbles: true }));
  expect(shown(page) === 0, "the filter filters nothing");
  expect(view.location.hash === "#claims?verdict=partly", `the address does not say what is shown: ${view.location.hash}`);
  const [again] = await open(`${site}/claims.html?again#claims?verdict=partly`);
  expect(shown(again) === 0 && again.querySelector(".filters select").value === "partly", "an address with a filter shows all");
  again.querySelector(".filters button").click();
  await pause();
  expect(shown(again) === 1, "what was filtered does not come back");
  const [counted] = await open(`${site}/claims.html?third#verdict-partly`);
  expect(shown(counted) === 0, "a count of the landing page shows all");
};

const reading = async (site) => {
  const [page, view] = await open(`${site}/01-hard.html`);
  const isSeen = (selector) => page.querySelector(selector).checkVisibility();
  const button = page.querySelector(".reading-switch");
  if (button.getAttribute("aria-pressed") === "true") button.click();
  expect(isSeen(".claim-statement") && isSeen(".query table") && isSeen(".figure"), "a reader does not see claims, tables and figures");
  expect(![".experiments", ".listing", ".claim-rule"].some(isSeen), "a reader sees how the evidence was made");
  button.click();
  expect([".experiments", ".listing", ".claim-rule"].every(isSeen), "the switch does not show how the evidence was made");
  button.click();
  view.location.hash = "#src-step";
  await pause();
  expect(isSeen(".listing"), "an address that leads to a listing does not show it");
  button.click();
  const link = (await open(`${site}/02-terms.html`))[0].querySelector("a.reference");
  link.dispatchEvent(new (link.ownerDocument.defaultView.FocusEvent)("focusin", { bubbles: true }));
  await pause();
  const hint = link.ownerDocument.querySelector(".hint");
  expect(hint.checkVisibility() && hint.textContent.includes("largest eigenvalue"), `a term has no line of text: ${hint.textContent}`);
  expect(link.getAttribute("aria-describedby") === "hint", "a screen reader is not told of the line of text");
  press(link.ownerDocument.defaultView, link, "Escape");
  expect(!hint.checkVisibility(), "Escape does not put the line of text away");
};

const main = async ([site]) => {
  try {
    for (const behaviour of [searches, filters, reading]) await behaviour(site);
    faults.push("done");
  } catch (error) { faults.push(`it broke off: ${error.stack}`); }
  const place = document.createElement("pre");
  place.id = "result";
  place.textContent = JSON.stringify(faults);
  document.body.replaceChildren(place);
};
