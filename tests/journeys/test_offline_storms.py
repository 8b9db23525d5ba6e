"""A phone is closed, lost, updated, and its line drops answers."""

import base64
import re
from pathlib import Path

import pytest

from coordination.models import Event
from mentors.unplaced.models import UnplacedVisit
from tests.browser import FLAGS
from tests.journeys.offline import (
    COUNT,
    PHONE,
    STORE,
    at_home,
    open_shell,
    sent,
    sign_in,
    until,
    waiting,
    write,
)

pytestmark = [pytest.mark.journey, pytest.mark.commits]

INTAKE = "/api/v1/visits/sealed/"
SECRETS = ["Karla", "Svømmehallen", "Vi ses ved åen"]


@pytest.fixture
def pocket(browser, chromium, tmp_path):
    """Open and close one phone as often as wished: what it stores stays."""
    opened = []

    def take_out():
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "phone",
            executable_path=chromium,
            args=list(FLAGS),
            locale="da-DK",
            **PHONE,
        )
        opened.append(context)
        return context

    yield take_out
    for context in opened:
        context.close()


def arrived_once(count):
    """Say whether so many visits are here, each once."""
    assert UnplacedVisit.objects.count() == count
    assert len(set(UnplacedVisit.objects.values_list("client_id"))) == count
    laid_aside = Event.objects.filter(kind="unplacedvisit.lay_aside")
    assert laid_aside.count() == count


def test_twenty_visits_survive_a_closed_browser_and_nobody_reads_them(
    pocket, mentor, line, tmp_path
):
    phone = pocket()
    page = phone.pages[0]
    page.goto(f"{line.url}/account/login/?next=/field/")
    sign_in(page, mentor)
    at_home(page, line.url)
    page.get_by_role("link", name=re.compile("Karla")).first.click()
    page.get_by_role("heading", name=re.compile("Karla")).wait_for()
    line.cut(page)
    open_shell(page, line.url)
    for number in range(20):
        write(page, whom=f"Karla {number}", wishes="Svømmehallen. Vi ses ved åen")
    assert waiting(page) == 20
    assert found_in_storage(page) == []
    assert all(re.search("/static/|/field/shell/", url) for url in page.evaluate(KEPT))
    phone.close()
    assert found_on_disk(tmp_path / "phone") == []

    phone = pocket()
    page = phone.pages[0]
    line.cut(page)
    open_shell(page, line.url)
    assert waiting(page) == 20
    assert found_in_storage(page) == []
    line.connect(page)
    page.get_by_role("button", name="Send nu").click()
    # a closed browser has forgotten who was signed in, and nothing else
    page.get_by_role("link", name="Log ind").click()
    sign_in(page, mentor)
    sent(page)
    arrived_once(20)
    phone.close()
    assert found_on_disk(tmp_path / "phone") == []


KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys()) {
        found.push(...(await (await caches.open(name)).keys()));
    }
    return found.map(({ url }) => url);
}"""
EVERYTHING = """async () => {
    const kept = { ...localStorage, ...sessionStorage };
    const found = [JSON.stringify(kept)];
    const letters = (bytes) => new TextDecoder().decode(bytes);
    const text = (value) => JSON.stringify(
        value, (_, each) => each instanceof Uint8Array ? letters(each) : each,
    );
    for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((done) => {
            indexedDB.open(name).onsuccess = ({ target }) => done(target.result);
        });
        for (const store of database.objectStoreNames) {
            const rows = database.transaction(store).objectStore(store).getAll();
            await new Promise((done) => (rows.onsuccess = done));
            found.push(text(rows.result));
        }
        database.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            found.push(request.url, await (await cache.match(request)).text());
        }
    }
    return found;
}"""


def found_in_storage(page):
    """Return the words that a page of ours could read back from the phone."""
    everything = page.evaluate(EVERYTHING)
    assert len(everything) > 10
    return [word for word in SECRETS for text in everything if word in text]


def found_on_disk(profile):
    """Return the words that lie readable anywhere in the browser's profile."""
    files = [path for path in Path(profile).rglob("*") if path.is_file()]
    assert any("IndexedDB" in str(path) for path in files)
    return [
        (path.relative_to(profile), word)
        for path in files
        for word in SECRETS
        if any(sign in path.read_bytes() for sign in disguises(word))
    ]


def disguises(word):
    """Return the word in the ways a browser writes text."""
    plain = word.encode()
    shifted = [
        # wherever it begins within three bytes, its middle reads the same
        base64.b64encode(b"\0" * shift + plain)[shift and 4 :].rstrip(b"=")[:-1]
        for shift in range(3)
    ]
    return [plain, word.encode("utf-16-le"), *shifted]


def test_answers_lost_after_the_commit_leave_each_visit_once(take_out, line):
    page = take_out()
    at_home(page)
    line.cut(page)
    open_shell(page)
    for number in range(3):
        write(page, whom=f"Borger {number}")
    line.losing[INTAKE] = 10
    line.connect(page)
    for _again in range(40):
        if not waiting(page):
            break
        page.evaluate("document.querySelector('[data-send]').click()")
        page.wait_for_timeout(300)
    sent(page)
    assert line.lost == [200] * 10
    arrived_once(3)


def test_an_app_updated_meanwhile_sends_what_the_older_one_kept(take_out, line):
    page = take_out()
    at_home(page)
    before = page.evaluate("caches.keys()")
    line.cut(page)
    open_shell(page)
    write(page)
    line.stopping.add(INTAKE)
    line.rewriting["/field/sw.js"] = lambda body: re.sub(
        rb'serve\("\w+"', b'serve("newer"', body
    )
    line.connect(page)
    page.goto("/field/")
    page.evaluate(
        "navigator.serviceWorker.getRegistration('/field/').then((r) => r.update())"
    )
    until(
        page,
        "caches.keys().then((keys) => keys.join() === 'stafet-field-newer')",
    )
    assert before != ["stafet-field-newer"]
    assert waiting(page) == 1
    line.stopping.clear()
    page.reload()
    sent(page)
    arrived_once(1)


QUEUE = f"""async (count) => {{
    const {{ all, put, recall }} = {STORE};
    const {{ FORMAT, seal }} = await import("/static/field/seal.js");
    const {{ owner, key }} = await recall();
    for (let number = 0; number < count; number++) {{
        const id = crypto.randomUUID();
        const content = {{
            written_at: new Date().toISOString(), mentorship: null, corrects: null,
            whom: `Borger ${{number}}`, fields: {{ outcome: ["done"] }},
        }};
        const sealed = await seal(content, {{ id, owner, publicKey: key.public }});
        const created_at = Date.now();
        await put({{ id, owner, key: key.id, format: FORMAT, created_at, sealed }});
    }}
}}"""


def test_hundreds_go_in_one_press(take_out, line, volume):
    count = volume(60, 500)
    page = take_out()
    at_home(page)
    line.cut(page)
    page.evaluate(QUEUE, count)
    assert waiting(page) == count
    line.connect(page)
    page.evaluate("document.querySelector('[data-send]').click()")
    until(page, f"{COUNT}.then((count) => count === 0)", seconds=240)
    arrived_once(count)
