"""What a run proved, printed at its end."""

import textwrap
from collections import Counter

from support import recorder
from support.documented import CALLS
from support.ways import WAYS

#: What no SDK sends by itself, or the sandbox does not have.
OTHERS = ("others, by intent", "")


def write(terminal):
    if not recorder.exchanges:
        return
    terminal.section("what the vendor's SDK called, answered 200 / all")
    answered, made = Counter(), Counter()
    for exchange in recorder.exchanges:
        call = (exchange.action, exchange.version)
        key = (*(call if call in CALLS else OTHERS), exchange.way)
        made[key] += 1
        answered[key] += exchange.status == 200
    terminal.write_line(f"{'action':24}{'version':12}" + "".join(f"{way:>16}" for way in WAYS))
    for action, version in sorted({key[:2] for key in made}):
        counts = [f"{answered[action, version, way]} / {made[action, version, way]}" for way in WAYS]
        terminal.write_line(f"{action:24}{version:12}" + "".join(f"{count:>16}" for count in counts))
    terminal.section("refusal codes raised as the SDK's own exception")
    by_status = {}
    for code, statuses in sorted(recorder.raised.items()):
        by_status.setdefault("/".join(map(str, sorted(statuses))), []).append(code)
    for status, codes in sorted(by_status.items()):
        for line in textwrap.wrap(f"{status}  {' '.join(codes)}", 120, subsequent_indent=" " * (len(status) + 2)):
            terminal.write_line(line)
    terminal.write_line(f"{len(recorder.raised)} codes")
    if recorder.status_walks:
        terminal.section("status walks of reinstalls")
        for walk, times in sorted(recorder.status_walks.items()):
            terminal.write_line(f"{times:6}  {walk}")
    if recorder.conformance:
        terminal.section("conformance cases, driven through the SDK or why not")
        for what, times in sorted(recorder.conformance.items(), key=lambda entry: -entry[1]):
            terminal.write_line(f"{times:6}  {what}")
