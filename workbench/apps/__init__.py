"""The Voilà apps: one folder each, with model.py (state, no drawing) and view.py (ipywidgets)."""
