// Keys of a list: j and k (or the arrows, once in the list) move, Enter follows the
// link as always, / searches, ? shows the keys. All can be turned off (WCAG 2.1.4);
// only that choice is kept on the computer.

const OFF = "stafet-keys-off";
const rows = () => [...document.querySelectorAll("[data-rows] tbody .row-link")];
const search = document.querySelector("[data-search], input[type=search]");
const help = document.getElementById("keys");
const toggle = document.querySelector("[data-keys-off]");

if (toggle) {
    toggle.checked = localStorage.getItem(OFF) === "1";
    toggle.addEventListener("change", () => {
        if (toggle.checked) localStorage.setItem(OFF, "1");
        else localStorage.removeItem(OFF);
    });
}

function move(by) {
    const links = rows();
    const now = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
    const next = now < 0 ? 0 : Math.min(Math.max(now + by, 0), links.length - 1);
    links[next]?.focus();
    links[next]?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
    const inside = event.target.closest("[data-rows]");
    if (inside && event.key === "ArrowDown") move(1);
    else if (inside && event.key === "ArrowUp") move(-1);
    else if (localStorage.getItem(OFF) === "1") return;
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "/" && search) search.focus();
    else if (event.key === "?" && help) help.togglePopover();
    else return;
    event.preventDefault();
});
