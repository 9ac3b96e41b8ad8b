"""How a mend reaches into moto."""

import functools


def wrap(owner, name):
    """Replaces owner.name with a function that is given the original first."""

    def decorate(mended):
        original = getattr(owner, name)

        @functools.wraps(original)
        def replacement(*args, **kwargs):
            return mended(original, *args, **kwargs)

        setattr(owner, name, replacement)
        return mended

    return decorate
