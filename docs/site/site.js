"use strict";

// Which frameworks to show: in the URL (?f=django,flask), else as chosen last.
const choice = document.querySelector(".choice");
if (choice) {
  const boxes = [...choice.querySelectorAll("input")];
  const stored = () => { try { return localStorage.getItem("f"); } catch { return null; } };
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
    }
  }
  choice.hidden = false;
  show();
  choice.addEventListener("change", (event) => {
    if (!boxes.some((box) => box.checked)) event.target.checked = true;
    const names = boxes.filter((box) => box.checked).map((box) => box.value).join(",");
    history.replaceState(null, "", `?f=${names}`);
    try { localStorage.setItem("f", names); } catch { /* private mode */ }
    show();
  });
}

for (const figure of document.querySelectorAll("figure")) {
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
}

const search = document.querySelector(".search");
if (location.protocol !== "file:") {
  search.hidden = false;
  const found = document.querySelector("#found");
  let index;
  search.addEventListener("submit", (event) => {
    event.preventDefault();
    found.querySelector("a")?.click();
  });
  search.addEventListener("input", async (event) => {
    index ??= await (await fetch("search.json")).json();
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = ({ title, text }) => words.every((word) => `${title} ${text}`.toLowerCase().includes(word));
    found.replaceChildren(...(words.length ? index.filter(fits).slice(0, 10) : []).map(({ page, title }) => {
      const link = document.createElement("a");
      link.href = page;
      link.textContent = title;
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
  });
}
