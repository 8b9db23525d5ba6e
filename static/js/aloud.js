// Reads a question and its answers aloud, where the device has a voice for the page's
// language. Without one there is no button: a recording is heard with the browser's own.

const form = document.querySelector("form[data-aloud]");
const language = document.documentElement.lang;
const speech = window.speechSynthesis;
const voice = () => speech.getVoices().find((each) => each.lang.toLowerCase().startsWith(language));

function words(step) {
    const said = [...step.querySelectorAll("legend, .choice > span, .ask")];
    return said.map((each) => {
        const copy = each.cloneNode(true);
        copy.querySelector(".count")?.remove();
        return copy.textContent.trim();
    }).join(". ");
}

function read(step) {
    const was = speech.speaking;
    speech.cancel();
    if (was) return;
    const said = new SpeechSynthesisUtterance(words(step));
    said.voice = voice();
    said.lang = said.voice.lang;
    said.rate = 0.9;
    speech.speak(said);
}

function offer() {
    if (!voice() || form.querySelector("[data-read]")) return;
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
