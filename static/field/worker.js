// The service worker: keeps the app's own files and the shell, never a word of a person.

import { sync } from "./sync.js";

const PREFIX = "stafet-field-";
const PATIENCE = 6000; // a line this slow is no line

async function keep(name, files) {
    const cache = await caches.open(name);
    const fresh = { cache: "reload", credentials: "omit" };
    await Promise.all(
        files.map(async (file) => {
            const answer = await fetch(file, fresh);
            if (!answer.ok || answer.redirected) throw new Error(file);
            await cache.put(file, answer);
        }),
    );
}

async function forgetOthers(name) {
    const names = (await caches.keys()).filter((each) => each.startsWith(PREFIX) && each !== name);
    await Promise.all(names.map((each) => caches.delete(each)));
    await self.clients.claim();
}

// From the net; without an answer, the page that can be written on without one.
async function open(request, name, shell) {
    const late = new Promise((_, reject) => setTimeout(reject, PATIENCE));
    try {
        return await Promise.race([fetch(request), late]);
    } catch {
        const cache = await caches.open(name);
        const page = new URL(request.url).pathname;
        return (await cache.match(page)) ?? (await cache.match(shell)) ?? Response.error();
    }
}

async function read(file, request, name) {
    const cache = await caches.open(name);
    return (await cache.match(file)) ?? fetch(request);
}

async function sendAll() {
    const { state } = await sync();
    if (state !== "ready") throw new Error(state); // the browser tries again later
}

export function serve(version, files, shell) {
    const name = PREFIX + version;
    self.addEventListener("install", (event) => {
        self.skipWaiting();
        event.waitUntil(keep(name, files));
    });
    self.addEventListener("activate", (event) => event.waitUntil(forgetOthers(name)));
    self.addEventListener("sync", (event) => event.waitUntil(sendAll()));
    self.addEventListener("fetch", (event) => {
        const { request } = event;
        const { origin, pathname } = new URL(request.url);
        if (request.method !== "GET" || origin !== location.origin) return;
        if (request.mode === "navigate") event.respondWith(open(request, name, shell));
        else if (files.includes(pathname)) event.respondWith(read(pathname, request, name));
    });
}
