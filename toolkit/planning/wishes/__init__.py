"""What the verbs that change a running programme wish for: the meetings that they name, and entries of changes.yaml
that change as few meetings as possible. What was held never moves."""
