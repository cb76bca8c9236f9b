"""What a sentence is in the dataset for."""
TREEBANK, NAMES, REPORTS, PLAIN, EWT_DEV, GUM_DEV = range(6)
