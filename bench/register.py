"""A register of any size as a Parquet file: strata, units, twenty domains, weights and one answer, from a seed."""

from pathlib import Path

STRATA, DOMAINS, CHUNK = 50, 20, 5_000_000


def register(path: Path, rows: int, units: int, seed: int = 7) -> Path:
    """The file, made once; about `rows / units` people in each unit, units dealt to strata in turn."""
    if path.exists():
        return path
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    random = np.random.default_rng(seed)
    half, writer = path.with_suffix(".part"), None
    for start in range(0, rows, CHUNK):
        size = min(CHUNK, rows - start)
        unit = np.minimum(np.arange(start, start + size) // (rows // units), units - 1).astype(np.int32)
        domain = random.integers(0, DOMAINS, size).astype(np.int8)
        table = pa.table(
            {
                "stratum": (unit % STRATA).astype(np.int16),
                "unit": unit,
                "d": domain,
                "w": random.uniform(1, 50, size),
                "y": random.normal(10, 3, size) + domain * 0.1 + (unit % 7) * 0.2,
            }
        )
        writer = writer or pq.ParquetWriter(half, table.schema)
        writer.write_table(table, row_group_size=500_000)
    if writer is not None:
        writer.close()
    half.replace(path)
    return path


def plain(path: Path) -> Path:
    """The same columns one after another as raw doubles, for R, which reads no Parquet here."""
    target = path.with_suffix(".bin")
    if not target.exists():
        import numpy as np
        import pyarrow.parquet as pq

        table = pq.read_table(path)
        with target.open("wb") as file:
            np.array([table.num_rows], dtype="<f8").tofile(file)
            for name in ("stratum", "unit", "d", "w", "y"):
                table[name].to_numpy().astype("<f8").tofile(file)
    return target
