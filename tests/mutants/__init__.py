"""The rules with one comparison turned round at a time: each must turn a test red."""
