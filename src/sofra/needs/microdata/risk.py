"""How recognisable people are by a few keys: k-anonymity, individual risk, l-diversity.

An unknown value could be any, so it matches every value (as sdcMicro counts). Individual risk after Benedetti and
Franconi 1998 and Polettini and Seri 2003: the expected 1/F of a person whose keys f of the sample share, who stand for
F people.
"""

from collections.abc import Mapping

import numpy as np

from sofra.engine.frame import Codes, Floats
from sofra.needs.microdata.alike import UNKNOWN, alike
from sofra.needs.microdata.suda import special_uniques
from sofra.types.microdata import Risk

THRESHOLDS = (2, 3, 5)


def risk(keys: Codes, weight: Floats, sensitive: Mapping[str, Codes], *, suda_size: int, k: int = 5) -> Risk:
    """The risk of a file. `keys` (rows, keys) whole numbers, -1 unknown; `weight` (rows,); `sensitive` codes by name.

    `k` is counted beside 2, 3 and 5.
    """
    share = alike(keys, np.ones(len(keys)))
    single = individual(share, alike(keys, weight))
    scores = special_uniques(keys, suda_size)
    return Risk(
        rows=len(keys),
        unsafe={least: int((share < least).sum()) for least in sorted({*THRESHOLDS, k})},
        expected=float(single.sum()),
        share=float(single.mean()) if len(single) else 0.0,
        diversity={name: diversity(keys, codes) for name, codes in sensitive.items()},
        special=int((scores > 0).sum()),
        highest=float(scores.max(initial=0.0)),
    )


def individual(sample: Floats, people: Floats) -> Floats:
    """The chance that somebody who knows a person's keys picks the right one: (rows,).

    `sample` rows that share the keys (f), `people` whom they stand for (F).
    """
    p = np.clip(sample / np.maximum(people, sample), 1e-12, 1.0)
    odds = np.divide(p, 1.0 - p, out=np.zeros_like(p), where=p < 1.0)
    with_log = -np.log(p)
    one = np.where(p < 1.0, odds * with_log, 1.0)
    two = np.where(p < 1.0 - 1e-6, odds - odds**2 * with_log, 0.5)
    return np.asarray(np.select([sample <= 1, sample <= 2], [one, two], p / (sample - (1.0 - p))), dtype=np.float64)


def diversity(keys: Codes, answers: Codes) -> int:
    """The fewest different known answers among people of the same keys: 1 tells everybody's answer; 0 without rows."""
    if not len(keys):
        return 0
    number = np.unique(keys, axis=0, return_inverse=True)[1].ravel()
    known = answers != UNKNOWN
    pairs = np.unique(np.stack([number[known], answers[known]], axis=1), axis=0)
    counted = np.bincount(pairs[:, 0].astype(np.int64), minlength=int(number.max()) + 1)
    return int(counted[counted > 0].min()) if (counted > 0).any() else 0
