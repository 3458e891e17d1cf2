"""The value chain and what findings say of its stages, as pages show them."""
