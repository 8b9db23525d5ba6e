// Shows a questionnaire one question at a time. Without it all questions show, and
// the same one form is sent. The draft stays in this tab and goes when it is sent; on a
// device that many people use there is none.

const form = document.querySelector("form[data-stepper]");
const steps = [...form.querySelectorAll("[data-step]")];
const submit = form.querySelector("[data-submit]");
const KEY = `draft ${location.pathname}`;
const keeps = form.dataset.draft !== "no";
const fields = () => [...form.elements].filter((field) => field.name && field.type !== "hidden");

function restore() {
    const draft = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    for (const field of fields()) {
        const kept = draft[field.name];
        if (kept === undefined) continue;
        if (field.type === "radio" || field.type === "checkbox") field.checked = kept.includes(field.value);
        else [field.value] = kept;
    }
}

function keep() {
    if (!keeps) return;
    const draft = {};
    for (const [name, value] of new FormData(form)) {
        if (fields().some((field) => field.name === name)) (draft[name] ??= []).push(value);
    }
    sessionStorage.setItem(KEY, JSON.stringify(draft));
}

function makeButton(label, quiet, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = quiet ? "button quiet" : "button";
    button.textContent = label;
    button.addEventListener("click", act);
    walk.append(button);
    return button;
}

function show(index, focus = true) {
    at = index;
    steps.forEach((step, place) => { step.hidden = place !== at; });
    const last = at === steps.length - 1;
    submit.hidden = !last;
    next.hidden = skip.hidden = last;
    back.hidden = at === 0;
    if (!focus) return;
    const heading = steps[at].querySelector("legend, h2");
    heading.tabIndex = -1;
    heading.focus();
    scrollTo(0, 0);
}

let at = 0;
const walk = document.createElement("div");
walk.className = "walk";
walk.lang = submit.closest("[lang]").lang;
walk.dir = submit.closest("[dir]").dir;
const next = makeButton(form.dataset.next, false, () => show(at + 1));
const back = makeButton(form.dataset.back, true, () => show(at - 1));
const skip = makeButton(form.dataset.skip, true, () => {
    for (const field of steps[at].querySelectorAll("input, textarea")) {
        if (field.type === "textarea") field.value = "";
        else field.checked = false;
    }
    keep();
    show(at + 1);
});
submit.after(walk);

if (keeps) restore();
form.addEventListener("input", keep);
form.addEventListener("submit", () => sessionStorage.removeItem(KEY));
const wrong = steps.findIndex((step) => step.querySelector(".error"));
show(Math.max(wrong, 0), wrong >= 0);
