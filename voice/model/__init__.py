"""The recipe of the Greek telephone model: from sentences to a folder that Vosk loads.

`python -m voice.model.build` does all of it in the environment that `make voice-model` prepares. Nothing here is imported by the running
line.
"""
