// A visit is locked and stored on the phone before anything is sent, so that no lost
// connection can lose it.

import * as outbox from "./outbox.js";
import { FORMAT, seal } from "./seal.js";
import { ownerHere, show } from "./status.js";
import { meet, promiseWord, sync } from "./sync.js";

const HOUR = 60 * 60 * 1000;
const PATIENCE = 8000; // then the person goes on, and sending does too
const OURS = new Set(["csrfmiddlewaretoken", "client_id", "slot", "whom"]);

function told(form, submitter) {
    const fields = {};
    const data = new FormData(form, submitter);
    for (const [name, value] of data) {
        if (!OURS.has(name)) (fields[name] ??= []).push(value);
    }
    const { mentorship, corrects } = form.dataset;
    const slot = form.slots?.[data.get("slot")];
    if (slot?.planned) fields.planned = [String(slot.planned)];
    const about = { mentorship: Number(mentorship ?? slot?.mentorship) || null, corrects: Number(corrects) || null };
    return { written_at: new Date().toISOString(), ...about, whom: data.get("whom") ?? "", fields };
}

// What the server would say of a time is said here, before it is locked away.
function isPossible(form, submitter) {
    const { started_at, next_at, whom, slot, minutes } = form.elements;
    const { rangeUnderflow, rangeOverflow, stepMismatch, badInput } = minutes?.validity ?? {};
    const cancelled = new FormData(form, submitter).get("outcome") === "cancelled";
    const ahead = started_at && new Date(started_at.value) - Date.now() > HOUR && !cancelled;
    started_at?.setCustomValidity(ahead ? form.dataset.future : "");
    next_at?.setCustomValidity(new Date(next_at.value) - Date.now() < -HOUR ? form.dataset.past : "");
    whom?.setCustomValidity(whom.value.trim() || slot?.value ? "" : form.dataset.whom);
    const odd = rangeUnderflow || rangeOverflow || stepMismatch || badInput;
    minutes?.setCustomValidity(odd ? form.dataset.minutes : "");
    return form.reportValidity();
}

async function store(form, submitter) {
    const id = form.elements.client_id?.value || crypto.randomUUID();
    const [owner, { key }] = [await ownerHere(), await outbox.recall()];
    if (!owner || !key) throw new Error("nobody to seal for");
    const content = told(form, submitter);
    const sealed = await seal(content, { id, owner, publicKey: key.public });
    promiseWord(id);
    await outbox.put({ id, owner, key: key.id, format: FORMAT, created_at: Date.now(), sealed });
    navigator.storage?.persist?.();
    return id;
}

// Nothing can be stored on this phone: the plain way, or the words stay on the screen.
async function goThePlainWay(form, submitter) {
    if ("mentorship" in form.dataset && (await meet()).state === "ready") {
        if (submitter?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
        form.submit();
        return;
    }
    say("lost", form);
}

function say(what, form) {
    const notice = document.querySelector(`[data-says="${what}"]`);
    form.before(notice);
    notice.hidden = false;
    notice.focus();
}

// The same visit may be offered twice on a page: at length, and with one tap.
function putAway(form) {
    const { mentorship } = form.dataset;
    for (const other of document.querySelectorAll(`form[data-visit][data-mentorship="${mentorship}"]`)) {
        other.hidden = other.elements.planned?.value === form.elements.planned?.value;
    }
}

async function goOn(form, id, { state, answers }) {
    if (answers[id]?.place) return location.assign(answers[id].place);
    const left = (await outbox.all()).every((record) => record.id !== id);
    if ("mentorship" in form.dataset) putAway(form);
    else form.reset();
    await show(state);
    return say(left ? "sent" : "kept", form);
}

async function save(form, submitter) {
    if (form.isBusy || !isPossible(form, submitter)) return;
    form.isBusy = true;
    try {
        const id = await store(form, submitter).catch(() => null);
        if (id === null) return await goThePlainWay(form, submitter);
        const sending = sync(); // before the worker does, so that its answer comes here
        const registration = await navigator.serviceWorker?.getRegistration("/field/");
        registration?.sync?.register("stafet-outbox").catch(() => {});
        const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, { state: "offline", answers: {} }));
        await goOn(form, id, await Promise.race([sending, late]));
    } finally {
        promiseWord(null);
        form.isBusy = false;
    }
}

export function attend(form) {
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        save(form, event.submitter);
    });
    form.addEventListener("input", ({ target }) => target.setCustomValidity?.(""));
}
