"""The project's conformance cases (tests/conformance), read as their README says."""

import json
from pathlib import Path

from zenlayercloud.bmc.v20260201 import models as bmc

FOLDER = Path(__file__).parents[2] / "conformance"
MEMBERS = set(vars(bmc.ReinstallInstanceRequest()))

# The steps in which the API is taken to check (D23; README of the cases).
TYPES, MISSING, STATUS, LOGIN, PASSWORD, KEY, IMAGE, HOSTNAME, NIC, RAID, PARTITIONS, USER_DATA, ACCEPTED = range(13)
_STEP_OF_BEGINNING = {
    "INVALID_PARAMETER_TYPE": TYPES,
    "MISSING_PARAMETER": MISSING,
    "OPERATION_DENIED_INSTANCE": STATUS,
    "INVALID_PARAMETER_INSTANCE_LOGIN": LOGIN,
    "INVALID_PARAMETER_VALUE_PASSWORD": PASSWORD,
    "INVALID_IMAGE_NOT_FOUND": IMAGE,
    "INVALID_PARAMETER_PATTERN": IMAGE,
    "INVALID_PARAMETER_HOSTNAME": HOSTNAME,
    "INVALID_PARAMETER_NIC": NIC,
    "INVALID_RAID": RAID,
    "INVALID_INSTANCE_TYPE": RAID,
    "INVALID_PARAMETER_VALUE_RAID": RAID,
    "INVALID_PARTITION": PARTITIONS,
    "INVALID_PARAMETER_EXCEED_MAXIMUM": PARTITIONS,
    "INVALID_PARAMETER_LESS_MINIMUM": PARTITIONS,
}


def expand(value):
    """Replaces the shorthands for long texts (README of the cases)."""
    if isinstance(value, dict):
        if "$repeat" in value:
            return value["$repeat"] * value["times"]
        if "$concat" in value:
            return "".join(expand(part) for part in value["$concat"])
        return {name: expand(member) for name, member in value.items()}
    return [expand(element) for element in value] if isinstance(value, list) else value


def files():
    return sorted(path.name for path in FOLDER.glob("*.json"))


def cases(file):
    return json.loads((FOLDER / file).read_text(encoding="utf-8"))["cases"]


def raw_text(case):
    """The body as text where the SDK's request model cannot hold it: no JSON, no object, or members it has not."""
    if "text" in case:
        return expand(case["text"])
    body = expand(case["request"])
    return None if isinstance(body, dict) and set(body) <= MEMBERS else json.dumps(body)


def parsed(text):
    """The object in the text, or an empty one."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def step_of(case):
    """The step in which the case's refusal is found."""
    refusal, codes = case["refusal"], {issue["code"] for issue in case["issues"]}
    if refusal is None:
        return ACCEPTED
    if refusal == "INVALID_PARAMETER_EXCEED_LENGTH":
        return TYPES if "list_too_long" in codes else USER_DATA
    if refusal == "INVALID_PARAMETER_VALUE":
        return KEY if "key_with_windows" in codes else RAID
    return max((begin, step) for begin, step in _STEP_OF_BEGINNING.items() if refusal.startswith(begin))[1]
