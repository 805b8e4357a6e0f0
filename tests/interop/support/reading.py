"""Requests of the SDK's models, and its objects compared with what was on the wire."""

from zenlayercloud.common.abstract_model import AbstractModel

from support.recorder import REQUEST_ID


def request(kind, **members):
    """A request with these members set as they are; one that the model has not is an error."""
    made = kind()
    for name, value in members.items():
        assert name in vars(made), f"{kind.__name__} has no {name}"
        setattr(made, name, value)
    return made


def read(kind, members):
    """A request as the SDK's own reader makes it from JSON, nested objects included."""
    made = kind()
    made._deserialize(members)
    return made


def assert_same(found, sent, where=""):
    """The SDK's object holds what was sent, member by member: no member more, none less, no other type."""
    if isinstance(found, AbstractModel):
        known = set(vars(type(found)()))
        assert set(sent) == known, f"{where}: the members of {type(found).__name__}"
        for name in known:
            # The SDK leaves a nested object that is null unset; test_reading.py says which.
            assert_same(getattr(found, name, None), sent[name], f"{where}.{name}")
    elif isinstance(found, list):
        assert isinstance(sent, list) and len(found) == len(sent), where
        for index, (element, element_sent) in enumerate(zip(found, sent)):
            assert_same(element, element_sent, f"{where}[{index}]")
    else:
        assert found == sent and type(found) is type(sent), where


def all_pages(call, kind, size, **filters):
    """Every page until one is short; the objects of all, and the total that each named."""
    found, totals = [], set()
    while True:
        number = len(found) // size + 1
        page = call(request(kind, pageNum=number, pageSize=size, **filters))
        assert REQUEST_ID.fullmatch(page.requestId)
        found += page.dataSet
        totals.add(page.totalCount)
        if len(page.dataSet) < size:
            (total,) = totals
            return found, total
