// Signing out never clears what waits on the phone; it asks first when something does.

import * as outbox from "./outbox.js";

async function leave(form) {
    const { owner, ...known } = await outbox.recall().catch(() => ({}));
    const records = await outbox.all().catch(() => []);
    const waits = records.some((record) => record.owner === (form.dataset.owner || owner));
    if (waits && !("anyway" in form.dataset)) {
        location.assign(form.dataset.ask);
        return;
    }
    // the page without a connection must not write in the name of who has left
    await outbox.remember({ language: known.language }).catch(() => {});
    form.submit();
}

for (const form of document.querySelectorAll("form[data-leave]")) {
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        leave(form);
    });
}
