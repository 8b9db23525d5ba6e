// On a tablet that many people use: who has not touched it for a minute is taken to have
// left. The last twenty seconds are announced, and one press gives a new minute. The first
// page waits for ever, until somebody writes or presses something on it.

const soon = document.querySelector("[data-soon]");
const LEFT = soon ? 10 : 60;
const WARNED = 20;
const page = document.querySelector("[data-reset]");
const warning = document.querySelector("dialog[data-warning]");
let touched = Date.now();
let used = !("waits" in page.dataset) || Boolean(document.querySelector(".entry")?.value);

function begin() {
    // once: a second call would break off the page that is on its way
    clearInterval(ticking);
    sessionStorage.clear();
    for (const form of document.forms) form.reset();
    location.replace(page.dataset.reset);
}

function look() {
    const left = LEFT - Math.floor((Date.now() - touched) / 1000);
    if (!used) return;
    if (left <= 0) begin();
    else if (warning && left <= WARNED) {
        if (!warning.open) warning.showModal();
        warning.querySelector("[data-left]").textContent = left;
    }
}

function touch() {
    used = true;
    touched = Date.now();
    if (warning?.open) warning.close();
}

for (const kind of ["pointerdown", "click", "keydown", "input", "scroll"]) {
    addEventListener(kind, touch, { passive: true });
}
addEventListener("pageshow", (event) => { if (event.persisted) begin(); });
const ticking = setInterval(look, 1000);
