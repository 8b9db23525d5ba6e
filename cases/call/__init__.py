"""A citizen who asked to be called: whoever is to call sees whom, and no case.

Nobody may have a part in the case any more. The wish then goes to somebody who can
see to it; it opens the name and the number, as long as it waits, and nothing else.
"""
