"""A thousand documents need no more memory than a hundred."""
import resource

import relata

TEXT = "Turkey backs the rebels in Idlib. Russia, an ally of Syria, struck the town on Friday, officials said. " * 5


def read_many(count):
    for k in range(count):
        document = relata.read(TEXT, name=f"{k}.txt")
        assert len(document.facts) > 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_memory_stays_flat():
    early = read_many(100)
    assert read_many(900) < early + 15_000  # kB
