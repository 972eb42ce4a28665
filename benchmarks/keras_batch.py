"""Milliseconds a training batch of the notebook's two models with Keras on TensorFlow.

    pip install tensorflow-cpu keras && python benchmarks/keras_batch.py

Prints three epochs of 20 batches of 64 reviews at length 500 for each model, after ten batches to warm up. The time
depends on the shapes alone, so the token ids are random.
"""
import os
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy as np
from keras import layers

BATCH, BATCHES, LENGTH, VOCABULARY = 64, 20, 500, 5000


def reviews(random):
    tokens = np.zeros((BATCH * BATCHES, LENGTH), np.int32)
    for row in tokens:
        length = min(LENGTH, int(random.lognormal(5.2, 0.6)))
        row[LENGTH - length:] = random.integers(1, VOCABULARY, length)
    return tokens, random.integers(0, 2, len(tokens))


def model(*recurrent):
    stack = [layers.Embedding(VOCABULARY, 32), *recurrent, layers.Dense(1, activation="sigmoid")]
    result = keras.Sequential(stack)
    result.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
    return result


tokens, labels = reviews(np.random.default_rng(1))
for name, network in (
    ("lstm", model(layers.LSTM(100))),
    ("simple-rnn", model(layers.SimpleRNN(100, return_sequences=True), layers.SimpleRNN(100))),
):
    network.fit(tokens[: 10 * BATCH], labels[: 10 * BATCH], batch_size=BATCH, verbose=0)
    times = []
    for _ in range(3):
        start = time.time()
        network.fit(tokens, labels, batch_size=BATCH, verbose=0)
        times.append((time.time() - start) / BATCHES * 1000)
    print(name, " ".join(f"{t:.0f}" for t in times), "ms a batch", flush=True)
