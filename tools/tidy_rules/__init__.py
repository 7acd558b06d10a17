"""The rules of tools/tidy, one file per subject. Each has check(tree), yielding Finding."""
