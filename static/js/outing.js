// Checking in and out: a press that got no answer is never taken for one that did.

const PATIENCE = 10_000; // ms

function say(heard) {
    const notice = document.querySelector("[data-unheard]");
    notice.hidden = heard;
    if (!heard) notice.scrollIntoView({ block: "center" });
}

async function ask(form, button) {
    const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form, button),
        signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status >= 500) throw new Error(answer.status);
    return answer;
}

for (const form of document.querySelectorAll("form[data-needs-net]")) {
    form.addEventListener("submit", async (event) => {
        if ("heard" in form.dataset) return;
        event.preventDefault();
        const button = event.submitter;
        if (button.getAttribute("aria-disabled")) return;
        button.setAttribute("aria-disabled", "true");
        say(true);
        try {
            const answer = await ask(form, button);
            if (answer.redirected) return location.assign(answer.url);
            form.dataset.heard = ""; // something is wrong with it: show the page that says what
            form.requestSubmit(button);
        } catch {
            say(false);
        }
        button.removeAttribute("aria-disabled");
    });
}
