// The page without a connection: in the language last read, with the times planned.

import * as outbox from "./outbox.js";

const HOUR = 60 * 60 * 1000;

// As a picker of the browser writes a moment: by the phone's own clock.
function written(moment) {
    const local = new Date(moment - moment.getTimezoneOffset() * 60_000);
    return local.toISOString().slice(0, 16);
}

function spoken(moment, { today, day }) {
    const language = document.documentElement.lang;
    const clock = moment.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
    const date = moment.toLocaleDateString(language, { weekday: "long", day: "numeric", month: "long" });
    const isToday = moment.toDateString() === new Date().toDateString();
    return (isToday ? today : day).replace("{day}", date).replace("{time}", clock);
}

function offer(form, slots) {
    const group = form.querySelector("[data-slots]");
    for (const [number, { starts_at }] of slots.entries()) {
        const choice = group.querySelector("template").content.cloneNode(true);
        const moment = new Date(starts_at);
        const radio = choice.querySelector("input");
        radio.value = number;
        radio.addEventListener("change", () => (form.elements.started_at.value = written(moment)));
        choice.querySelector("span").textContent = spoken(moment, group.dataset);
        group.append(choice);
    }
    group.hidden = slots.length === 0;
    form.slots = slots;
}

async function setUp(form) {
    const { owner, language, slots = [] } = await outbox.recall();
    const here = document.documentElement.lang;
    if (language && language !== here) {
        location.replace(`/field/shell/${language}/`);
        return;
    }
    const begin = () => (form.elements.started_at.value = written(new Date(Date.now() - HOUR)));
    form.addEventListener("reset", () => setTimeout(begin));
    begin();
    offer(form, slots);
    form.hidden = !owner;
    document.querySelector("[data-nobody]").hidden = Boolean(owner);
}

setUp(document.querySelector("form[data-visit]"));
