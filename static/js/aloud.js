// Reads a question and its answers aloud, where the device has a voice for the page's
// language. Without one there is no button: a recording is heard with the browser's own.
// What is in another language is read by a voice of that language, or not at all.

const form = document.querySelector("form[data-aloud]");
const language = document.documentElement.lang;
const speech = window.speechSynthesis;
const voice = (spoken) => speech.getVoices().find((each) => each.lang.toLowerCase().startsWith(spoken));

function words(part) {
    const copy = part.cloneNode(true);
    copy.querySelector(".count")?.remove();
    return copy.textContent.trim();
}

function passages(step) {
    const found = [];
    for (const part of step.querySelectorAll("legend, .choice > span, .ask")) {
        const spoken = (part.querySelector("[lang]") ?? part).closest("[lang]").lang;
        const last = found.at(-1);
        if (last?.spoken === spoken) last.text += `. ${words(part)}`;
        else found.push({ spoken, text: words(part) });
    }
    return found;
}

function read(step) {
    const was = speech.speaking;
    speech.cancel();
    if (was) return;
    for (const { spoken, text } of passages(step)) {
        if (!voice(spoken)) continue;
        const said = new SpeechSynthesisUtterance(text);
        said.voice = voice(spoken);
        said.lang = said.voice.lang;
        said.rate = 0.9;
        speech.speak(said);
    }
}

function offer() {
    if (!voice(language) || form.querySelector("[data-read]")) return;
    for (const step of form.querySelectorAll("[data-step]:not(:has(audio))")) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button quiet";
        button.dataset.read = "";
        button.textContent = form.dataset.aloud;
        button.addEventListener("click", () => read(step));
        step.querySelector("legend").after(button);
    }
}

if (form && speech) {
    offer();
    speech.addEventListener("voiceschanged", offer);
    addEventListener("pagehide", () => speech.cancel());
    form.addEventListener("click", (event) => { if (event.target.closest(".walk")) speech.cancel(); });
}
