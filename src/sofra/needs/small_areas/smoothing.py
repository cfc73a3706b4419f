"""Sampling variances of areas smoothed: one made from few answers is itself noise (generalised variance function)."""

import numpy as np

from sofra.engine.frame import Floats
from sofra.types.errors import DesignError, stop


def smoothed(variance: Floats, size: Floats, level: Floats | None = None) -> Floats:
    """Variances of areas, (areas,), by a line through log variance on log size (and log level, where given).

    `size` answers behind each; `level` something that variances grow with, such as the estimate, above 0. A variance
    that is NaN or not above 0 takes no part in the line and gets its value from it. The fitted variances are raised by
    one factor so that the usable ones keep their sum (Rao and Molina 2015, section 6.4.1; Dick 1995). Raises
    DesignError where fewer areas have a variance than the line has coefficients and one.
    """
    columns = [np.ones(len(size)), np.log(size)]
    if level is not None:
        columns.append(np.log(level))
    x = np.column_stack(columns)
    usable = np.isfinite(variance) & (variance > 0)
    if int(usable.sum()) <= x.shape[1]:
        raise stop(DesignError, "areas_too_few_variances", n=int(usable.sum()), needed=x.shape[1] + 1)
    line = np.linalg.lstsq(x[usable], np.log(variance[usable]), rcond=None)[0]
    fitted = np.exp(x @ line)
    return np.asarray(fitted * (variance[usable].sum() / fitted[usable].sum()), dtype=np.float64)
