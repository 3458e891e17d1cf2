"""``python -m biograph``: the command line, also where its script is not on the path."""

from biograph.cli import main

if __name__ == "__main__":
    main()
