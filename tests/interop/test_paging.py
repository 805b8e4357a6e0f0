"""Pages of 10,000 instances, as a client fetches them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from zenlayercloud.bmc.v20260201 import models as bmc
from zenlayercloud.ccs.v20250901 import models as ccs

from support.reading import all_pages, assert_same, request

COUNT = 10_000
#: What the API gives without being asked for another size, and the most that it gives (section 13.5).
DEFAULT_SIZE, LARGEST = 20, 1000


@pytest.fixture(scope="module")
def held(crowd):
    instances = crowd.instances()
    assert len(instances) == COUNT
    assert len({instance["instanceId"] for instance in instances}) == COUNT
    return instances


def page(way, **members):
    return way.bmc.DescribeInstances(request(bmc.DescribeInstancesRequest, **members))


def ids(objects):
    return [each["instanceId"] if isinstance(each, dict) else each.instanceId for each in objects]


def test_all_of_them_in_the_largest_pages_to_the_last_member(way_to_crowd, held):
    found, total = all_pages(way_to_crowd.bmc.DescribeInstances, bmc.DescribeInstancesRequest, LARGEST)
    assert total == COUNT
    assert_same(found, held)


def test_pages_that_do_not_divide_the_total(way_to_crowd, held):
    found, total = all_pages(way_to_crowd.bmc.DescribeInstances, bmc.DescribeInstancesRequest, 333)
    assert (total, ids(found)) == (COUNT, ids(held))


@pytest.mark.parametrize("number", [1, 2, 5000, COUNT - 1, COUNT])
def test_pages_of_one(way_to_crowd, held, number):
    found = page(way_to_crowd, pageNum=number, pageSize=1)
    assert (found.totalCount, ids(found.dataSet)) == (COUNT, ids(held[number - 1 : number]))


@pytest.mark.parametrize(
    "members",
    [
        {"pageNum": COUNT + 1, "pageSize": 1},
        {"pageNum": 11, "pageSize": LARGEST},
        {"pageNum": 2**31, "pageSize": LARGEST},
        {"pageNum": 2**63, "pageSize": LARGEST},
    ],
)
def test_a_page_past_the_end_is_empty_and_knows_the_total(way_to_crowd, members):
    found = page(way_to_crowd, **members)
    assert (found.totalCount, found.dataSet) == (COUNT, [])


@pytest.mark.parametrize(
    ("members", "first", "size"),
    [
        ({}, 0, DEFAULT_SIZE),
        ({"pageNum": 3}, 2 * DEFAULT_SIZE, DEFAULT_SIZE),
        ({"pageSize": 7}, 0, 7),
        ({"pageNum": None, "pageSize": None}, 0, DEFAULT_SIZE),
    ],
)
def test_defaults(way_to_crowd, held, members, first, size):
    found = page(way_to_crowd, **members)
    assert (found.totalCount, ids(found.dataSet)) == (COUNT, ids(held[first : first + size]))


def test_pages_in_parallel_as_terraform_fetches_them(way_to_crowd, held):
    """The first page alone for the total, then the others by 100, fifty at once (section 13.5)."""
    first = page(way_to_crowd, pageSize=100)
    with ThreadPoolExecutor(50) as threads:
        others = threads.map(
            lambda number: page(way_to_crowd, pageNum=number, pageSize=100).dataSet,
            range(2, first.totalCount // 100 + 1),
        )
        found = ids(first.dataSet) + [each for some in others for each in ids(some)]
    assert found == ids(held)


def test_pages_of_what_a_filter_lets_through(way_to_crowd, held):
    running = [instance for instance in held if instance["instanceStatus"] == "RUNNING"]
    assert LARGEST < len(running) < COUNT
    found, total = all_pages(
        way_to_crowd.bmc.DescribeInstances, bmc.DescribeInstancesRequest, LARGEST, instanceStatus="RUNNING"
    )
    assert (total, ids(found)) == (len(running), ids(running))


def test_a_hundred_ids_of_the_crowd_at_once(way_to_crowd, held):
    wanted = ids(held[::100])
    found = page(way_to_crowd, instanceIds=wanted[::-1], pageSize=LARGEST)
    assert ids(found.dataSet) == wanted, "the order is the list's, not the question's"


def test_pages_of_key_pairs(way, catalogue):
    for size in range(1, len(catalogue.key_pairs) + 2):
        found, total = all_pages(way.ccs.DescribeKeyPairs, ccs.DescribeKeyPairsRequest, size)
        assert total == len(catalogue.key_pairs)
        assert [pair.keyId for pair in found] == [pair["keyId"] for pair in catalogue.key_pairs]
    past = way.ccs.DescribeKeyPairs(request(ccs.DescribeKeyPairsRequest, pageNum=2))
    assert (past.totalCount, past.dataSet) == (len(catalogue.key_pairs), [])
