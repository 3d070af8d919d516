"""What a template sees: the fields of every group, with a sentence each. `docs/what-a-template-sees.md` is made from
them."""
