// Keys, folding, the map of changes, moments in the reader's zone. Every page does without it.

const root = document.documentElement;
const comparison = document.querySelector(".comparison");
const hint = document.querySelector(".keys-hint");

/** What the browser keeps of a reader's choices; nothing, where it keeps nothing. */
const kept = {
  get(name) {
    try { return localStorage.getItem(`watcher.${name}`); } catch { return null; }
  },
  set(name, value) {
    try { localStorage.setItem(`watcher.${name}`, value); } catch { /* private windows keep nothing */ }
  },
};

function localiseMoments() {
  const format = new Intl.DateTimeFormat(root.lang || undefined, { dateStyle: "medium", timeStyle: "short" });
  for (const element of document.querySelectorAll("time[datetime]")) {
    const at = new Date(element.dateTime);
    if (Number.isNaN(at.valueOf()) || !element.dateTime.includes("T")) continue;
    element.title = `${element.dateTime.slice(0, 19).replace("T", " ")} UTC`;
    element.textContent = format.format(at);
  }
}

/** Readers are told only of what changes after the page is there. */
function announce(words) {
  const place = document.querySelector("#announced") ?? document.createElement("p");
  if (!place.isConnected) {
    place.className = "visually-hidden";
    place.role = "status";
    (document.querySelector("main") ?? document.body).append(place);
  }
  setTimeout(() => { place.textContent = words; }, 100);
}

const entries = () => [...document.querySelectorAll(".list li a")];
const target = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
let here = -1;
let jumpedAt = -Infinity;

/** Go to a change of the list: it is scrolled to, has the focus, and its line in the list is marked. */
function goTo(place, { scroll = true } = {}) {
  const links = entries();
  if (place < 0 || place >= links.length) return;
  const change = target(links[place]);
  for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
  links[here]?.removeAttribute("aria-current");
  here = place;
  links[place].setAttribute("aria-current", "true");
  showInList(links[place]);
  if (!change) return;
  change.classList.add("here");
  if (!scroll) return;
  history.replaceState(null, "", links[place].hash);
  change.focus({ preventScroll: true });
  jumpedAt = performance.now();
  change.scrollIntoView({ block: "start", behavior: "instant" });
}

/** Scrolls the list alone: scrollIntoView would move the page under the reader. */
function showInList(link) {
  const list = link.closest(".list");
  const line = link.getBoundingClientRect();
  const frame = list.getBoundingClientRect();
  if (list.scrollHeight <= list.clientHeight) return;
  if (line.top < frame.top) list.scrollTop -= frame.top - line.top + 8;
  else if (line.bottom > frame.bottom) list.scrollTop += line.bottom - frame.bottom + 8;
}

function press(name) {
  const element = document.querySelector(`[data-key="${name}"]`);
  if (!element) return false;
  element.click();
  return true;
}

function otherColumns() {
  const wanted = comparison.classList.contains("split") ? "inline" : "split";
  document.querySelector(`[data-columns="${wanted}"]`)?.click();
}

function foldAll() {
  const folds = [...document.querySelectorAll("details.unchanged, details.renumbered")];
  const open = folds.some((fold) => !fold.open);
  for (const fold of folds) fold.open = open;
  const button = hint?.querySelector('[data-key="o"]');
  if (button) button.textContent = open ? hint.dataset.fold : hint.dataset.unfold;
  drawMap();
}

function search() {
  const field = document.querySelector('input[type="search"]');
  if (field) field.focus();
  else document.querySelector('header.site a[href^="/search"]')?.click();
}

const KEYS = {
  j: () => (entries().length ? goTo(Math.min(here + 1, entries().length - 1)) : press("j")),
  k: () => goTo(Math.max(here - 1, 0)),
  n: () => press("n"),
  p: () => press("p"),
  s: otherColumns,
  e: () => press("e"),
  r: () => { const panel = document.querySelector("#review"); panel?.scrollIntoView(); panel?.querySelector("select, textarea, a")?.focus(); },
  f: () => { if (press("f")) document.querySelector("details.filters[open] select")?.focus(); },
  o: foldAll,
  "/": search,
  "?": () => document.querySelector("#keys")?.showModal(),
};

const TYPING = "input, textarea, select, [contenteditable]";
const singleKeys = () => kept.get("keys") !== "off";

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat && !"jk".includes(event.key)) return;
  if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
  // The help stays within reach of whoever has switched the others off.
  if (!singleKeys() || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
}

/** A mark for each change beside the scrollbar, where it stands in the page. */
function drawMap() {
  let map = document.querySelector(".map");
  if (!map) {
    map = document.createElement("div");
    map.className = "map";
    map.ariaHidden = "true";
    document.body.append(map);
    map.addEventListener("click", (event) => {
      const place = Number(event.target.dataset.place);
      if (event.target !== map) goTo(place);
    });
  }
  const height = root.scrollHeight;
  const marks = entries().map((link, place) => {
    const change = target(link);
    if (!change) return "";
    const box = change.getBoundingClientRect();
    const mark = document.createElement("i");
    mark.className = [...change.classList].find((one) => one !== "change" && one !== "here") ?? "";
    mark.dataset.place = String(place);
    mark.style.top = `${((box.top + scrollY) / height) * 100}%`;
    mark.style.height = `${(box.height / height) * 100}%`;
    return mark;
  });
  map.replaceChildren(...marks.filter(Boolean));
}

const SETTLES = 400;

/** The line of the list that belongs to what is read is marked while the page is scrolled; a jump has marked its own. */
function followReading() {
  const places = new Map(entries().map((link, place) => [target(link), place]));
  const watcher = new IntersectionObserver((seen) => {
    const read = seen.filter((one) => one.isIntersecting).map((one) => places.get(one.target));
    if (read.length && !read.includes(here) && performance.now() - jumpedAt > SETTLES) goTo(Math.min(...read), { scroll: false });
  }, { rootMargin: "-10% 0px -70% 0px" });
  for (const change of places.keys()) if (change) watcher.observe(change);
}

async function copyLink(event) {
  const link = event.target.closest(".permalink");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
    announce(hint.dataset.copied);
    link.title = hint.dataset.copied;
  } catch {
    location.assign(link.href);
  }
}

/** Whoever chose columns once has them on every comparison whose address does not say. */
function rememberColumns() {
  const asked = new URL(location.href);
  const wanted = kept.get("columns");
  const said = asked.searchParams.has("columns");
  if (!said && wanted === "split" && comparison.dataset.page === "comparison" && comparison.classList.contains("inline")) {
    asked.searchParams.set("columns", wanted);
    location.replace(asked);
    return;
  }
  for (const link of document.querySelectorAll("[data-columns]")) {
    link.addEventListener("click", () => kept.set("columns", link.dataset.columns));
  }
}

/** A link to a change that stands on another page of a long comparison leads to the change's own page. */
function findAsked() {
  const change = location.hash.match(/^#change-([\w-]+)$/)?.[1];
  if (change && comparison.dataset.page === "comparison" && !document.getElementById(`change-${change}`)) {
    location.replace(`${location.pathname}/changes/${change}`);
  }
}

function startComparison() {
  findAsked();
  rememberColumns();
  addEventListener("keydown", onKey);
  document.addEventListener("click", copyLink);
  const box = document.querySelector("#single-keys");
  if (box) {
    box.checked = singleKeys();
    box.addEventListener("change", () => kept.set("keys", box.checked ? "on" : "off"));
  }
  if (hint) {
    hint.hidden = false;
    hint.addEventListener("click", (event) => KEYS[event.target.dataset?.key]?.());
  }
  if (!entries().length) return;
  drawMap();
  followReading();
  addEventListener("resize", drawMap);
  document.addEventListener("toggle", drawMap, true);
  const first = entries().findIndex((link) => link.hash === location.hash);
  if (first >= 0) {
    jumpedAt = performance.now();
    goTo(first, { scroll: false });
  }
}

// Browsers that cannot unfold by style sheet print what is unfolded.
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll(".comparison details:not([open])")) {
    fold.dataset.unfolded = "";
    fold.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const fold of document.querySelectorAll("details[data-unfolded]")) {
    fold.open = false;
    delete fold.dataset.unfolded;
  }
});

localiseMoments();
for (const said of document.querySelectorAll(".done[role], .problem[role]")) announce(said.textContent);
if (comparison) startComparison();
