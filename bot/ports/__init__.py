"""What the use cases need of the world, as protocols in the domain's verbs."""
