"""Small reusable widgets; none of them knows the store."""
