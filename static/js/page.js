// Small courtesies on every page: focus after a swap, a sentence when a call fails,
// menus that close, the current tab in view, text that can be copied.

const region = document.getElementById("messages");

function say(sentence) {
    const notice = document.createElement("div");
    notice.className = "notice danger";
    notice.textContent = sentence;
    region.replaceChildren(notice);
}

document.addEventListener("htmx:afterSwap", ({ detail }) => {
    const heading = detail.target.querySelector("[data-focus], [autofocus]");
    if (!heading) return;
    if (heading.tabIndex < 0) heading.tabIndex = -1;
    heading.focus();
});
document.addEventListener("htmx:responseError", ({ detail }) => {
    say(detail.xhr.status < 500 ? region.dataset.refused : region.dataset.failed);
});
document.addEventListener("htmx:sendError", () => say(region.dataset.failed));

// A menu closes when one looks away from it, and gives the focus back on Escape.
document.addEventListener("click", ({ target }) => {
    for (const menu of document.querySelectorAll("[data-menu][open]")) {
        if (!menu.contains(target)) menu.open = false;
    }
});
document.addEventListener("keydown", ({ key, target }) => {
    const menu = key === "Escape" && target.closest?.("[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
});

// On a phone the tabs are one row: the current one is brought into view, and whichever
// has the focus, of which browsers are content to show a part.
for (const row of document.querySelectorAll(".tabs")) {
    const show = (tab) => {
        const off = tab.getBoundingClientRect().left - row.getBoundingClientRect().left;
        row.scrollLeft += off - (row.clientWidth - tab.offsetWidth) / 2;
    };
    const current = row.querySelector("[aria-current]");
    if (current) show(current);
    row.addEventListener("focusin", ({ target }) => show(target));
}

for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
        const source = document.querySelector(button.dataset.copy);
        await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
        if (button.dataset.copied) button.textContent = button.dataset.copied;
    });
}
