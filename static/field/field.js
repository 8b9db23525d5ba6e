// Every mentor's page: sends what waits whenever there may be a connection.

import { show } from "./status.js";
import { sync } from "./sync.js";
import { attend } from "./visit.js";

const phone = document.getElementById("phone");
let pause = 30_000, timer = 0;

async function send() {
    const { state } = await sync();
    clearTimeout(timer);
    if (state === "later") timer = setTimeout(send, (pause = Math.min(pause * 2, 30 * 60_000)));
    else pause = 30_000;
    await show(state);
}

function sendQuietly() {
    send().catch(() => show("later").catch(() => {}));
}

for (const form of document.querySelectorAll("form[data-visit]")) attend(form);
navigator.serviceWorker?.register(phone.dataset.worker, { scope: "/field/", type: "module" }).catch(() => {});
phone.querySelector("[data-send]").addEventListener("click", sendQuietly);
window.addEventListener("online", sendQuietly);
window.addEventListener("offline", () => show("offline").catch(() => {}));
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendQuietly());
sendQuietly();
