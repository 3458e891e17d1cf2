"""Step 9: findings and tables in, pages without a server out."""
