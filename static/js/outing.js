// Checking in and out: nothing is sent, and that is said, when nobody would hear it.

const PATIENCE = 6000; // ms; a line this slow is no line

async function isHeard(address) {
    try {
        const answer = await fetch(address, {
            cache: "no-store",
            credentials: "omit",
            signal: AbortSignal.timeout(PATIENCE),
        });
        return answer.ok;
    } catch {
        return false;
    }
}

for (const form of document.querySelectorAll("form[data-needs-net]")) {
    let asking = false, heard = false;
    form.addEventListener("submit", async (event) => {
        if (heard) return;
        event.preventDefault();
        if (asking) return;
        asking = true;
        heard = await isHeard(form.dataset.needsNet);
        asking = false;
        const notice = document.querySelector("[data-unheard]");
        notice.hidden = heard;
        if (heard) form.requestSubmit(event.submitter);
        else notice.scrollIntoView({ block: "center" });
    });
}
