"""A hand that counts what it does: each press, choice and filled field is one."""


class Hand:
    """Does what a person does on a page, and knows how much that was."""

    def __init__(self, page):
        self.page = page
        self.interactions = 0

    def press(self, role, name):
        self.interactions += 1
        self.page.get_by_role(role, name=name, exact=True).click()

    def fill(self, label, text):
        self.interactions += 1
        self.page.get_by_role("textbox", name=label).fill(text)

    def tick(self, label):
        self.interactions += 1
        self.page.get_by_label(label).check()

    def choose(self, label, value):
        self.interactions += 1
        self.page.get_by_label(label).select_option(str(value))
