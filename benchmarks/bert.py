#!/usr/bin/env python3
"""Measures time and memory of fine-tuning BERT models of several sizes, with random weights and words.

    benchmarks/bert.py [--sizes tiny,mini,small] [--length 128] [--examples 128] [--batch 16] [--train-layers N]

The time depends on the sizes alone. Needs nothing but Python.
"""

import argparse
import array
import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VOCABULARY = 30522
# Layers and the size of their vectors: those of google/bert_uncased_L-2_H-128_A-2 and so on, MiniLM, DistilBERT, BERT-base.
SIZES = {"tiny": (2, 128), "mini": (4, 256), "small": (4, 512), "minilm": (6, 384), "distil": (6, 768), "base": (12, 768)}


def shapes(layers, hidden):
    """The weights of a BERT without a head, by their names."""
    yield "embeddings.word_embeddings.weight", (VOCABULARY, hidden)
    yield "embeddings.position_embeddings.weight", (512, hidden)
    yield "embeddings.token_type_embeddings.weight", (2, hidden)
    pairs = [("embeddings.LayerNorm", (hidden,)), ("pooler.dense", (hidden, hidden))]
    for index in range(layers):
        layer = f"encoder.layer.{index}."
        pairs += [(layer + f"attention.self.{part}", (hidden, hidden)) for part in ("query", "key", "value")]
        pairs += [(layer + "attention.output.dense", (hidden, hidden)), (layer + "attention.output.LayerNorm", (hidden,)),
                  (layer + "intermediate.dense", (4 * hidden, hidden)), (layer + "output.dense", (hidden, 4 * hidden)),
                  (layer + "output.LayerNorm", (hidden,))]
    for name, shape in pairs:
        yield name + ".weight", shape
        yield name + ".bias", shape[:1]


def make(folder, layers, hidden):
    config = dict(model_type="bert", vocab_size=VOCABULARY, hidden_size=hidden, num_hidden_layers=layers,
                  num_attention_heads=hidden // 64, intermediate_size=4 * hidden, max_position_embeddings=512, type_vocab_size=2)
    (folder / "config.json").write_text(json.dumps(config))
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    vocabulary = {token: id for id, token in enumerate(special + [f"w{word}" for word in range(VOCABULARY - len(special))])}
    ends = {token: {"id": token, "ids": [vocabulary[token]], "tokens": [token]} for token in ("[CLS]", "[SEP]")}
    single = [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
              {"SpecialToken": {"id": "[SEP]", "type_id": 0}}]
    tokenizer = dict(
        version="1.0", truncation=None, padding=None, normalizer=None, pre_tokenizer={"type": "Whitespace"}, decoder=None,
        added_tokens=[dict(id=id, content=token, single_word=False, lstrip=False, rstrip=False, normalized=False, special=True)
                      for id, token in enumerate(special)],
        post_processor=dict(type="TemplateProcessing", single=single, pair=single, special_tokens=ends),
        model=dict(type="WordLevel", vocab=vocabulary, unk_token="[UNK]"))
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    header, end = {}, 0
    for name, shape in shapes(layers, hidden):
        size = 4 * shape[0] * (shape[1] if len(shape) > 1 else 1)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [end, end + size]}
        end += size
    generator = random.Random(1)
    block = array.array("f", [generator.gauss(0, 0.02) for _ in range(1 << 18)]).tobytes()
    encoded = json.dumps(header).encode()
    with open(folder / "model.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(encoded)) + encoded)
        while end > 0:
            file.write(block[:end])
            end -= len(block)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="tiny,mini,small")
    parser.add_argument("--length", type=int, default=128)
    parser.add_argument("--examples", type=int, default=128)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--train-layers", type=int)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    print("| model | layers, size | parameters | ms an example, trained | peak memory, MB |")
    print("| --- | --- | --- | --- | --- |")
    for name in options.sizes.split(","):
        with tempfile.TemporaryDirectory() as place:
            measure(name, Path(place), options)


def measure(name, place, options):
    layers, hidden = SIZES[name]
    make(place, layers, hidden)
    generator = random.Random(2)
    with open(place / "texts.csv", "w", encoding="utf-8") as file:
        file.write("label,text\n")
        for index in range(2 * options.examples):
            words = " ".join(f"w{generator.randrange(VOCABULARY - 4)}" for _ in range(options.length - 2))
            file.write(f"{index % 2},{words}\n")
    config = {"folder": str(place), "maxLength": options.length}
    if options.train_layers is not None:
        config["trainLayers"] = options.train_layers
    spec = {"dataset": {"plugin": "text", "config": {"train": str(place / "texts.csv"), "test": 0.5}},
            "models": {"bert": {"plugin": "bert", "config": config}},
            "training": {"epochs": 1, "batchSize": options.batch, "seeds": [1], "device": "cpu", "threads": options.threads,
                         "validation": 0, "learningRate": 0.00002, "padding": "longest"},
            "evaluators": [{"plugin": "accuracy"}]}
    (place / "spec.json").write_text(json.dumps(spec))
    run = place / "run"
    command = [str(ROOT / "bakeoff"), "run", str(place / "spec.json"), "--out", str(run), "--workers", "0"]
    with open(place / "log", "w", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"BAKEOFF_CACHE": str(place / "cache")})
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{name}: " + (place / "log").read_text())
    found = json.loads((run / "comparison.json").read_text())["models"][0]
    trial = found["trials"][0]
    print(f"| {name} | {layers}, {hidden} | {found['parameters']:,} | {1000 * trial['trainSeconds'] / options.examples:.0f} "
          f"| {usage.ru_maxrss // 1024:,} |", flush=True)


main()
