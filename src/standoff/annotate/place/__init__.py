"""Which places there are (`gazetteer`), where a report names one (`names`), and which one it means (`resolve`)."""
