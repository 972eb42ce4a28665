"""Milliseconds a batch of the notebook's two models, and of a GRU, with Keras on TensorFlow, by model.fit and model.predict."""

import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import tensorflow
from keras import layers

import reviews
from reviews import BATCH, EMBEDDING, VOCABULARY, WARM_UP

args = reviews.arguments(__doc__)
tensorflow.config.threading.set_intra_op_parallelism_threads(args.threads)
tensorflow.config.threading.set_inter_op_parallelism_threads(args.threads)
reviews.say(version=f"Keras {keras.__version__} on TensorFlow {tensorflow.__version__}")

STACKS = {
    "lstm": lambda hidden: [layers.LSTM(hidden)],
    "simple-rnn": lambda hidden: [layers.SimpleRNN(hidden, return_sequences=True), layers.SimpleRNN(hidden)],
    "gru": lambda hidden: [layers.GRU(hidden)],
}


def network(name):
    stack = [layers.Embedding(VOCABULARY, EMBEDDING), *STACKS[name](args.hidden), layers.Dense(1, activation="sigmoid")]
    model = keras.Sequential(stack)
    adam = keras.optimizers.Adam(learning_rate=0.001, epsilon=1e-7)
    model.compile(loss="binary_crossentropy", optimizer=adam, metrics=["accuracy"])
    return model


def timed(name, phase, call, reviews_of):
    call(*(half[: WARM_UP * BATCH] for half in reviews_of))
    start = time.perf_counter()
    call(*reviews_of)
    reviews.say(model=name, phase=phase, ms=(time.perf_counter() - start) / args.batches * 1000)


train, test = reviews.batches(args, "train"), reviews.batches(args, "test")
for name in args.models.split(","):
    model = network(name)
    timed(name, "train", lambda tokens, labels: model.fit(tokens, labels, batch_size=BATCH, verbose=0), train)
    timed(name, "predict", lambda tokens: model.predict(tokens, batch_size=BATCH, verbose=0), test[:1])
