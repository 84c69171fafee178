"""The sentence encoder: multilingual-e5-small in 8 bits, run by onnxruntime (docs/understanding.md)."""
