"""`python -m enterocrine`."""

from enterocrine.cli import main

if __name__ == "__main__":
    main()
