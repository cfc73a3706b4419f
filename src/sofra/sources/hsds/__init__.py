"""Open Referral HSDS 3.1: which fields there are, what is wrong with a file, and an inventory out of one."""
