// Seals what is written to the server's public key. The phone can lock, never unlock:
// ECDH on P-256 with a fresh key for each record, HKDF-SHA-256, AES-256-GCM.

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const INFO = "stafet visit 1";
const text = new TextEncoder();

export const FORMAT = 1;

export function bytesOf(base64) {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

export function base64Of(bytes) {
    return btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
}

async function secretWith(theirs, point) {
    const mine = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256);
    const fresh = new Uint8Array(await crypto.subtle.exportKey("raw", mine.publicKey));
    const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const info = new Uint8Array([...text.encode(INFO), ...point]);
    const derivation = { name: "HKDF", hash: "SHA-256", salt: fresh, info };
    const key = await crypto.subtle.deriveKey(derivation, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    return { fresh, key };
}

// Gives the fresh public key, the nonce and the locked content as one array of bytes.
export async function seal(content, { id, owner, publicKey }) {
    const point = bytesOf(publicKey);
    const theirs = await crypto.subtle.importKey("raw", point, CURVE, false, []);
    const { fresh, key } = await secretWith(theirs, point);
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const bound = { name: "AES-GCM", iv: nonce, additionalData: text.encode(`${id}|${owner}`) };
    const locked = await crypto.subtle.encrypt(bound, key, text.encode(JSON.stringify(content)));
    return new Uint8Array([...fresh, ...nonce, ...new Uint8Array(locked)]);
}
