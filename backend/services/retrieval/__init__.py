"""How the guide finds the article that answers a question: full text and sentence vectors, weighed into one decision."""
