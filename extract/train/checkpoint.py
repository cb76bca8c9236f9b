"""A trained model with its vocabularies in one .pt file: half precision, word embeddings in 8 bits a row."""
import torch

from encoder import ROW_TOP, Shape, channel_scale
from model import Analyser

ROWS = "encoder.word.weight"


def save(model, data, mix, path):
    state = {k: v.detach().half().cpu() for k, v in model.state_dict().items()}
    rows = model.encoder.word.weight.detach().float().cpu()
    scale = channel_scale(rows, ROW_TOP)
    state[ROWS] = torch.round(rows / scale).to(torch.int8)
    torch.save({"state": state, "row_scale": scale, "labels": data.labels, "vocab": data.vocab, "lexicon": data.lexicon,
                "mix": list(mix), "sources": model.sources, "shape": tuple(model.shape)}, path)


def load(path, device="cpu"):
    """(model in f32, what else was saved)."""
    saved = torch.load(path, map_location="cpu")
    model = Analyser(saved["labels"], saved["sources"], Shape(*saved["shape"]))
    state = {k: v.float() for k, v in saved["state"].items()}
    state[ROWS] = state[ROWS] * saved["row_scale"]
    model.load_state_dict(state)
    return model.to(device), saved
