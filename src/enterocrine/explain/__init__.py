"""Why an output moves: the dose-response curve of each receptor before and after a change."""
