"""Makes the files of the fictional municipality of Trpezica, the same bytes on every run."""
