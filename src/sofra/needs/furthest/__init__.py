"""Who is furthest behind: every group that some circumstances describe is looked at, and each claim pays for it.

`find` enumerates, `verify` tests against what a search finds where nobody is behind, `say` corrects what is said.
"""
