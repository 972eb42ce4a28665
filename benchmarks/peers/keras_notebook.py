"""The notebook's whole experiment with Keras on TensorFlow, and the seconds that each of its steps takes.

Reads and encodes the reviews as Keras does, fits a SimpleRNN and an LSTM for three epochs, evaluates both, predicts the
test set and prints the first six reviews that the SimpleRNN gets wrong and the LSTM right.
"""

import argparse
import collections
import json
import os
import tarfile
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["KERAS_BACKEND"] = "tensorflow"

VOCABULARY, LENGTH, VALIDATION = 5000, 500, 64
SEPARATORS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n"
SPACES = {ord(character): " " for character in SEPARATORS} | {ord("A") + i: chr(ord("a") + i) for i in range(26)}

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--source", required=True, help="the Large Movie Review Dataset's archive")
parser.add_argument("--limit", type=int, help="so many reviews in each of training and test set only")
parser.add_argument("--epochs", type=int, default=3)
parser.add_argument("--threads", type=int, default=2)
args = parser.parse_args()

begin = last = time.perf_counter()


def step(name, **more):
    global last
    now = time.perf_counter()
    print(json.dumps({"step": name, "seconds": round(now - last, 1), **more}), flush=True)
    last = now


import keras
import numpy as np
import tensorflow
from keras import layers

tensorflow.config.threading.set_intra_op_parallelism_threads(args.threads)
tensorflow.config.threading.set_inter_op_parallelism_threads(args.threads)


def reviews():
    halves = {"train": [], "test": []}
    with tarfile.open(args.source) as archive:
        for entry in archive:
            parts = entry.name.split("/")
            if len(parts) == 4 and parts[1] in halves and parts[2] in ("pos", "neg"):
                text = archive.extractfile(entry).read().decode()
                halves[parts[1]].append((text.translate(SPACES).split(), int(parts[2] == "pos"), text))
    for name, half in halves.items():
        order = np.random.default_rng(113).permutation(len(half))[: args.limit]
        halves[name] = [half[index] for index in order]
    return halves["train"], halves["test"]


def encoded(half, ids):
    tokens = [[1] + [ids.get(word, 2) for word in words] for words, _, _ in half]
    return keras.utils.pad_sequences(tokens, maxlen=LENGTH), np.array([label for _, label, _ in half])


train, test = reviews()
counts = collections.Counter(word for words, _, _ in train for word in words)
ids = {word: rank + 4 for rank, (word, _) in enumerate(counts.most_common(VOCABULARY - 4))}
x, y = encoded(train, ids)
x_test, y_test = encoded(test, ids)
step("start, read and encode")

STACKS = {
    "simple-rnn": [layers.SimpleRNN(100, return_sequences=True), layers.SimpleRNN(100)],
    "lstm": [layers.LSTM(100)],
}
right = {}
for name, stack in STACKS.items():
    model = keras.Sequential([layers.Embedding(VOCABULARY, 32), *stack, layers.Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
    model.fit(
        x[VALIDATION:],
        y[VALIDATION:],
        validation_data=(x[:VALIDATION], y[:VALIDATION]),
        batch_size=64,
        epochs=args.epochs,
        verbose=0,
    )
    step(f"{name}: fit", epochs=args.epochs)
    _, accuracy = model.evaluate(x_test, y_test, verbose=0)
    predictions = model.predict(x_test, verbose=0)[:, 0]
    right[name] = (predictions > 0.5) == y_test
    step(f"{name}: evaluate and predict", accuracy=round(accuracy, 4))
for index in np.flatnonzero(right["lstm"] & ~right["simple-rnn"])[:6]:
    print(f"# {'positive' if y_test[index] else 'negative'}: {test[index][2][:70]}...")
last = begin
step("all")
