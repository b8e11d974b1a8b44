"""Which of one's own photos a picture was made from."""
