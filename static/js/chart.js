// Lets the arrow keys walk through the marks of a figure and says each aloud.

function markOf(figure) {
    const drawn = [...figure.querySelectorAll("svg")].find((svg) => svg.getClientRects().length);
    return drawn ? [...drawn.querySelectorAll(".c-mark")] : [];
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    said.className = "small muted";
    figure.querySelector("details")?.before(said) ?? figure.append(said);
    figure.tabIndex = 0;
    let at = -1;

    const show = (marks, index) => {
        figure.querySelector(".is-current")?.classList.remove("is-current");
        at = index;
        marks[at]?.classList.add("is-current");
        said.textContent = marks[at]?.querySelector("title")?.textContent ?? "";
    };
    figure.addEventListener("keydown", (event) => {
        const step = STEPS[event.key];
        if (!step || event.target !== figure) return;
        const marks = markOf(figure);
        if (!marks.length) return;
        event.preventDefault();
        show(marks, Math.min(Math.max(at + step, 0), marks.length - 1));
    });
    figure.addEventListener("blur", () => show([], -1));
    figure.addEventListener("pointerover", ({ target }) => {
        const mark = target.closest(".c-mark");
        if (mark) said.textContent = mark.querySelector("title")?.textContent ?? "";
    });
}
