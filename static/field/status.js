// Says what waits on this phone, and what the person can do about it.

import * as outbox from "./outbox.js";

const DAY = 24 * 60 * 60 * 1000;
const phone = document.getElementById("phone");

async function isSafe() {
    if (matchMedia("(display-mode: standalone)").matches) return true;
    return (await navigator.storage?.persisted?.()) ?? true;
}

// Whose page this is: the server's word, or on the shell whoever last signed in.
export async function ownerHere() {
    return phone.dataset.owner || (await outbox.recall()).owner || "";
}

export async function show(state = "") {
    const [records, owner] = await Promise.all([outbox.all(), ownerHere()]);
    const mine = records.filter((record) => record.owner === owner);
    const isShell = "shell" in phone.dataset;
    const parts = {
        offline: state === "offline" || (isShell && !state),
        waiting: mine.length > 0,
        login: state === "login" && mine.length > 0,
        later: state === "later" && mine.length > 0,
        old: mine.length > 0 && Date.now() - mine[0].created_at > DAY,
        others: records.length > mine.length,
        install: (isShell || mine.length > 0) && !(await isSafe()),
    };
    phone.querySelector("[data-count]").textContent = mine.length;
    for (const [name, shown] of Object.entries(parts)) {
        phone.querySelector(`[data-part="${name}"]`).hidden = !shown;
    }
}
