// Sends what waits, and lets go only of what the server says it has.

import * as outbox from "./outbox.js";
import { base64Of } from "./seal.js";

const SESSION = "/api/v1/field/session/";
const INTAKE = "/api/v1/visits/sealed/";
const MOST = 50; // records in one call
const LARGEST = 400_000; // bytes in one call; the server reads a megabyte
const COMMITTED = new Set(["stored", "seen", "held", "unplaced", "waiting"]);
const WORST = ["ready", "later", "offline", "login"];

// What this page has heard of its records, and the one whose writer waits for a word on
// the next page: a call that is on its way when a visit is stored may take it along.
const answers = {};
let awaited = null;

export function promiseWord(id) {
    awaited = id;
}

async function call(address, { patience, ...options }) {
    const signal = AbortSignal.timeout(patience);
    try {
        const asked = { cache: "no-store", credentials: "same-origin", redirect: "error" };
        const answer = await fetch(address, { ...asked, ...options, signal });
        return { status: answer.status, body: answer.ok ? await answer.json() : {} };
    } catch {
        return { status: 0 }; // no answer is no answer, whatever the browser thinks of the net
    }
}

function stateOf(status) {
    if (status === 0) return "offline";
    return status === 401 ? "login" : "later";
}

// Asks who is signed in; the token, the key and the plan come fresh with the answer.
export async function meet() {
    const { status, body } = await call(SESSION, { patience: 10_000 });
    if (status !== 200) return { state: stateOf(status) };
    const { owner, key, slots, language } = body;
    await outbox.remember({ owner, key, slots, language }).catch(() => {});
    return { state: "ready", ...body };
}

function* batches(records) {
    let batch = [], size = 0;
    for (const record of records) {
        if (batch.length === MOST || (batch.length && size + record.sealed.length > LARGEST)) {
            yield batch;
            batch = [], size = 0;
        }
        batch.push(record);
        size += record.sealed.length;
    }
    if (batch.length) yield batch;
}

async function post(batch, said) {
    const records = batch.map(({ id, owner, key, format, sealed }) => ({ id, owner, key, format, sealed: base64Of(sealed) }));
    const { status, body } = await call(INTAKE, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": said.csrf },
        body: JSON.stringify({ records, waiting: said.waiting, oldest_at: said.oldest_at, tell: awaited }),
        patience: 60_000,
    });
    if (status === 200) return letGo(body.records);
    // one record that the server stumbles over must not hold up the others
    if ((status >= 500 || status === 400 || status === 413) && batch.length > 1) {
        const middle = batch.length >> 1;
        const states = [await post(batch.slice(0, middle), said), await post(batch.slice(middle), said)];
        return worst(states);
    }
    return stateOf(status);
}

async function letGo(answered) {
    for (const answer of answered) {
        answers[answer.id] = answer;
        if (COMMITTED.has(answer.outcome)) await outbox.remove(answer.id);
    }
    return answered.every(({ outcome }) => COMMITTED.has(outcome)) ? "ready" : "later";
}

function worst(states) {
    return WORST[Math.max(...states.map((state) => WORST.indexOf(state)))];
}

async function send() {
    const { state, owner, csrf } = await meet();
    if (state !== "ready") return { state, answers };
    const mine = (await outbox.all()).filter((record) => record.owner === owner);
    const said = { csrf, waiting: mine.length, oldest_at: mine[0] && new Date(mine[0].created_at).toISOString() };
    const states = ["ready"];
    for (const batch of batches(mine)) {
        states.push(await post(batch, said));
        if (["offline", "login"].includes(states.at(-1))) break;
    }
    return { state: worst(states), owner, answers };
}

// One at a time, however many pages are open.
export function sync() {
    if (!navigator.locks) return send();
    return navigator.locks.request("stafet-outbox", send);
}
