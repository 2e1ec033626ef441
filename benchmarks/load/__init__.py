"""Many evaluators at once, without browsers: each is a client that speaks to its page's kernel as the page would."""
