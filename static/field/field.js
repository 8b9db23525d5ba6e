// Every mentor's page: sends what waits whenever there may be a connection.

import { show } from "./status.js";
import { sync } from "./sync.js";
import { attend } from "./visit.js";

const phone = document.getElementById("phone");
const SOON = 3000, RARELY = 30 * 60_000;
let pause = SOON, timer = 0;

async function send() {
    const { state } = await sync();
    clearTimeout(timer);
    await show(state);
    if (["ready", "login"].includes(state)) pause = SOON;
    else timer = setTimeout(sendQuietly, (pause = Math.min(pause * 2, RARELY)));
}

function sendQuietly() {
    send().catch(() => show("later").catch(() => {}));
}

function sendNow() {
    pause = SOON;
    sendQuietly();
}

for (const form of document.querySelectorAll("form[data-visit]")) attend(form);
navigator.serviceWorker?.register(phone.dataset.worker, { scope: "/field/", type: "module" }).catch(() => {});
phone.querySelector("[data-send]").addEventListener("click", sendNow);
window.addEventListener("online", sendNow);
window.addEventListener("offline", () => show("offline").catch(() => {}));
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendQuietly());
sendQuietly();
