"""The cheapest known ways to lower a loss: dangers, remedies and their costs in, plans out."""
