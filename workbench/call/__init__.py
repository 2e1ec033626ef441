"""The call for cases as data: directions, submitters, forms, the column dictionary, the rubrics, a round's settings."""
