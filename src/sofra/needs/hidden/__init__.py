"""How many people no list knows: from overlapping lists of one group to an estimate with its doubts."""
