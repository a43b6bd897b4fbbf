"""The physiology: one folder per organ or axis, one small file per mechanism, `parameters.tsv` beside them."""
