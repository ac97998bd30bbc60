"""Words for times: cut (`tokens`), found (`patterns`), placed in the calendar (`resolve`, `points`)."""
