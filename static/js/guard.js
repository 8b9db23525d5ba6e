// Asks before a page with unsent writing is left. Keeps nothing anywhere.

const changed = new Set();

for (const form of document.querySelectorAll("form[data-guard]")) {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("submit", () => changed.clear());
    // a form that came back with an error holds writing that is not saved
    if (form.querySelector(".error-summary")) changed.add(form);
}

window.addEventListener("beforeunload", (event) => {
    if (changed.size) event.preventDefault();
});
