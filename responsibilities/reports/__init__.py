"""Reports of the log: what each kind of user gets to see of it, asked by page and file alike."""
