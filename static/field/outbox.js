// What waits on this phone to be sent: sealed, with nothing to read but the time.

const NAME = "stafet-field";

function settled(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

async function open() {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
        request.result.createObjectStore("outbox", { keyPath: "id" });
        request.result.createObjectStore("known");
    };
    return settled(request);
}

async function within(store, mode, work) {
    const database = await open();
    try {
        const transaction = database.transaction(store, mode, { durability: "strict" });
        const done = new Promise((resolve, reject) => {
            transaction.oncomplete = resolve;
            transaction.onerror = transaction.onabort = () => reject(transaction.error);
        });
        const found = await settled(work(transaction.objectStore(store)));
        await done;
        return found;
    } finally {
        database.close();
    }
}

export function put(record) {
    return within("outbox", "readwrite", (store) => store.put(record));
}

export function remove(id) {
    return within("outbox", "readwrite", (store) => store.delete(id));
}

// The oldest first.
export async function all() {
    const found = await within("outbox", "readonly", (store) => store.getAll());
    return found.sort((one, other) => one.created_at - other.created_at);
}

// Who last signed in here, the key to seal with, and when visits are planned.
export function remember(session) {
    return within("known", "readwrite", (store) => store.put(session, "session"));
}

export async function recall() {
    const found = await within("known", "readonly", (store) => store.get("session"));
    return found ?? {};
}
