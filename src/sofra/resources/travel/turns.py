"""From chains to the net that is searched: through crossings freely, or at the price of every turn."""

import numpy as np

from sofra.resources.travel.contract import Chains
from sofra.resources.travel.network import Segments
from sofra.resources.travel.profile import Profile
from sofra.resources.travel.search import Net


def net_of(chains: Chains, pieces: Segments, profile: Profile) -> Net:
    """The net of some chains; states are the crossings."""
    names, where = np.unique(np.concatenate([chains.begin, chains.finish]), return_inverse=True)
    begin, finish = where[: len(chains.begin)], where[len(chains.begin) :]
    count = len(chains.minutes)
    return Net(
        len(names), chains.minutes, finish.astype(np.int64), np.arange(count + 1), begin.astype(np.int64), np.zeros(count)
    )
