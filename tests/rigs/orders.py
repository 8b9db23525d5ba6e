"""The orders that tables offer of people and of words, and how far they agree."""

from feedback.remark.models import Remark

# Of orders that are chance a rank correlation goes as 1/sqrt(n - 1): six times that
# happens less than once in a hundred million comparisons.
BEYOND_CHANCE = 6


def rows_of(owner, table):
    """Return a table as a dump has it, with what lies behind the columns."""
    text = owner.execute(
        f"SELECT ctid::text, xmin::text::bigint, t.* FROM {table} t"
    ).fetchall()
    return [tuple(str(value) for value in row) for row in text]


def orders_of(owner, table, name):
    """Return the orders that a table offers of the things it names: name → place."""
    columns = [
        column
        for (column,) in owner.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s",
            [table],
        )
    ]
    found = {}
    for column in ("ctid", "xmin::text::bigint", *columns):
        kinds = f"SELECT count(DISTINCT {column}::text) FROM {table}"
        if owner.execute(kinds).fetchone()[0] < 5:
            continue
        listed = owner.execute(
            f'SELECT {name} FROM {table} ORDER BY {column}::text COLLATE "C", ctid'
            if column not in ("ctid", "id", "xmin::text::bigint")
            else f"SELECT {name} FROM {table} ORDER BY {column}, ctid"
        ).fetchall()
        found[column] = {row[0]: place for place, row in enumerate(listed)}
    return found


def agreement(people, words, truth):
    """Return how far one order follows the other, in units of chance."""
    pairs = [
        (people[person], words[word])
        for person, word in truth.items()
        if person in people and word in words
    ]
    n = len(pairs)
    if n < 10:
        return 0.0
    first, second = (ranks([p[i] for p in pairs]) for i in (0, 1))
    middle = (n - 1) / 2
    covariance = sum(
        (a - middle) * (b - middle) for a, b in zip(first, second, strict=True)
    )
    spread = n * (n * n - 1) / 12
    return abs(covariance / spread) * (n - 1) ** 0.5


def ranks(places):
    order = sorted(range(len(places)), key=places.__getitem__)
    found = [0] * len(places)
    for rank, place in enumerate(order):
        found[place] = rank
    return found


def attack(owner, truth, table="feedback_remark", name="text"):
    """Return every pair of orders that agrees beyond chance."""
    people = orders_of(owner, "feedback_invitation", "recipient_id")
    people |= {
        f"message {column}": order
        for column, order in orders_of(
            owner, "coordination_message", "recipient_id"
        ).items()
    }
    wishes = """
        SELECT (facts->>'recipient')::uuid FROM coordination_event
        WHERE kind = 'invitation.contact_wish' ORDER BY id
    """
    asked = owner.execute(wishes).fetchall()
    people["who wants to be called"] = {row[0]: n for n, row in enumerate(asked)}
    words = orders_of(owner, table, name)
    assert words
    if table == "feedback_remark":
        opened = Remark._meta.get_field("text").from_db_value
        words = {
            column: {opened(sealed): place for sealed, place in order.items()}
            for column, order in words.items()
        }
    return {
        (mine, theirs): score
        for mine, order in people.items()
        for theirs, other in words.items()
        # a remark says whom it is about: that is no order, and the words are encrypted
        if (mine, theirs) != ("receiver", "receiver")
        and (score := agreement(order, other, truth)) > BEYOND_CHANCE
    }


def plant(owner, truth):
    """Make a table of words in the order in which people stand in another."""
    owner.execute("CREATE TABLE leak (id bigserial PRIMARY KEY, text text)")
    people = "SELECT recipient_id FROM feedback_invitation ORDER BY id"
    for word in [truth[person] for (person,) in owner.execute(people).fetchall()]:
        owner.execute("INSERT INTO leak (text) VALUES (%s)", [word])
