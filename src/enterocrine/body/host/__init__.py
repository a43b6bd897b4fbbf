"""The person as a whole: covariates, and where carbon comes from and goes."""
