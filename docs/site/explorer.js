"use strict";

// Fill in a preset without a round trip, send without leaving the page, keep the address a permalink.
const known = JSON.parse(document.querySelector("#presets").textContent);
const choose = document.querySelector(".choose");
const request = document.querySelector(".request");
const answers = document.querySelector("#answers");
const { operation, preset } = choose.elements;
choose.querySelector("button").hidden = true;

const fillIn = () => {
  const { method, presets } = known[operation.value];
  const values = presets[preset.value];
  request.querySelector(".method").textContent = method;
  request.elements.operation.value = operation.value;
  request.elements.preset.value = preset.value;
  for (const name of ["path", "headers", "body", "user", "fault", "times"]) {
    request.elements[name].value = values[name];
  }
};

operation.addEventListener("change", () => {
  const found = Object.entries(known[operation.value].presets);
  preset.replaceChildren(...found.map(([name, { title }]) => new Option(title, name)));
  fillIn();
});
preset.addEventListener("change", fillIn);

const send = async () => {
  const button = request.querySelector("button");
  button.disabled = true;
  answers.setAttribute("aria-busy", "true");
  try {
    const body = new URLSearchParams(new FormData(request));
    const response = await fetch("explorer.html", { method: "POST", body, headers: { "X-Part": "answers" } });
    answers.innerHTML = await response.text();
    const permalink = answers.querySelector(".permalink");
    if (permalink && permalink.href !== location.href) history.pushState(null, "", permalink.href);
    for (const curl of answers.querySelectorAll(".curl")) addCopy(curl.parentElement);
  } catch {
    answers.textContent = "The explorer does not answer: is ./nox -s demo still running?";
  }
  button.disabled = false;
  answers.removeAttribute("aria-busy");
};

request.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
addEventListener("popstate", () => location.reload());
if (new URLSearchParams(location.search).has("replay")) send();
