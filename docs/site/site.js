"use strict";

// Which frameworks to show: in the URL (?f=django,flask), else as chosen last.
const choice = document.querySelector(".choice");
if (choice) {
  const boxes = [...choice.querySelectorAll("input")];
  const stored = () => { try { return localStorage.getItem("f"); } catch { return null; } };
  const remember = (names) => { try { localStorage.setItem("f", names); } catch { /* private mode */ } };
  const asked = new URLSearchParams(location.search).get("f") ?? stored();
  const show = () => {
    for (const box of boxes) {
      document.querySelector(`[data-framework=${box.value}]`).hidden = !box.checked;
    }
  };
  if (asked) {
    const names = asked.split(",");
    if (boxes.some((box) => names.includes(box.value))) {
      for (const box of boxes) box.checked = names.includes(box.value);
      remember(asked);
    }
  }
  choice.hidden = false;
  show();
  choice.addEventListener("change", (event) => {
    if (!boxes.some((box) => box.checked)) event.target.checked = true;
    const names = boxes.filter((box) => box.checked).map((box) => box.value).join(",");
    history.replaceState(null, "", `?f=${names}`);
    remember(names);
    show();
  });
}

const addCopy = (figure) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    const copy = figure.querySelector("pre").cloneNode(true);
    for (const number of copy.querySelectorAll(".linenos")) number.remove();
    await navigator.clipboard.writeText(copy.textContent);
    button.textContent = "Copied";
  });
  figure.append(button);
};
for (const figure of document.querySelectorAll("figure")) addCopy(figure);

// What is wider than its frame says so; the frame can be scrolled by keyboard, too.
const frames = new ResizeObserver((changes) => {
  for (const { target } of changes) {
    const isWide = target.scrollWidth > target.clientWidth + 1;
    const hint = target.previousElementSibling;
    if (isWide && !hint?.matches(".more")) {
      target.before(Object.assign(document.createElement("p"), { className: "more", textContent: "Scroll sideways to see all columns →" }));
    } else if (!isWide && hint?.matches(".more")) hint.remove();
  }
});
for (const frame of document.querySelectorAll(".table")) frames.observe(frame);

// The search: search.js gives `entries` ([page, kind, title, text, terms]) once somebody types.
const search = document.querySelector(".search");
const found = document.querySelector("#found");
const field = document.querySelector("#search");
const unsaid = new Set("a an and any are as at be by can did do does each for from has have how i in is it its least most my of on one or that the there this three to two what when where which who why with".split(" "));
search.hidden = false;

// Letters in any case, words in singular and plural alike.
const split = (text) => text.toLowerCase().split(/[^a-z0-9+]+/).filter((word) => word && !unsaid.has(word)).map((word) => word.length > 3 ? word.replace(/s$/, "") : word);

// A word is found where one begins, also inside `check_if_match` and `ConditionalMixin`: `file` is not in `profile`.
const spaced = (text) => ` ${text} ${text.replace(/([a-z0-9])(?=[A-Z])/g, "$1 ")}`.toLowerCase().replace(/[^a-z0-9+]+/g, " ");

function loaded() {
  loaded.promise ??= new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = "search.js";
    script.addEventListener("load", () => resolve(entries.map(([page, kind, title, text, terms]) => ({
      page, kind, title, strong: spaced(`${title} ${terms.join(" ")}`), text: spaced(text), terms: terms.map((term) => split(term).join(" ")),
    }))));
    document.head.append(script);
  });
  return loaded.promise;
}

// Entries with most of the words come first; words of a title and terms count more, a whole term most.
function best(all, words) {
  const phrase = words.join(" ");
  const points = ({ strong, text, terms }) => words.reduce((sum, word) => sum + (strong.includes(` ${word}`) ? 3 : text.includes(` ${word}`) ? 2 : 0), terms.includes(phrase) ? 1 : 0);
  const scored = all.map((entry) => [points(entry), entry]).sort(([a], [b]) => b - a);
  return scored.filter(([found]) => found && found * 2 >= scored[0][0]).slice(0, 10);
}

field.addEventListener("input", async () => {
  const all = await loaded();
  const words = split(field.value);
  const items = best(all, words).map(([, { page, kind, title }]) => {
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: page, textContent: title });
    const what = Object.assign(document.createElement("small"), { textContent: kind });
    link.append(" ", what);
    item.append(link);
    return item;
  });
  const nothing = Object.assign(document.createElement("li"), { className: "nothing", textContent: "Nothing found." });
  found.replaceChildren(...items, ...(words.length && !items.length ? [nothing] : []));
});
search.addEventListener("submit", (event) => {
  event.preventDefault();
  found.querySelector("a")?.click();
});
search.addEventListener("keydown", (event) => {
  const links = [...found.querySelectorAll("a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") {
    field.value = "";
    found.replaceChildren();
    field.focus();
  } else if (step && links.length) {
    event.preventDefault();
    const next = links.indexOf(document.activeElement) + step;
    (links[next] ?? field).focus();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input, textarea, select")) {
    event.preventDefault();
    field.focus();
  }
});
