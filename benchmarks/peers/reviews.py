"""What the peers in Python share: their arguments, the exported reviews, and how a result is said."""

import argparse
import json
import pathlib

import numpy as np

BATCH = 64
VOCABULARY = 5000
EMBEDDING = 32
WARM_UP = 5


def parser(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--reviews", type=pathlib.Path, required=True, help="the folder that ExportReviews wrote")
    parser.add_argument("--length", type=int, default=500, help="token ids a review")
    parser.add_argument("--hidden", type=int, default=100, help="units of each recurrent layer")
    parser.add_argument("--batches", type=int, default=50, help="batches to time")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--models", default="lstm,simple-rnn")
    return parser


def arguments(description):
    return parser(description).parse_args()


def half(args, name):
    """Token ids of shape (N, length), the last ones of each review, and labels, both as int32."""
    labels = np.fromfile(args.reviews / f"{name}-labels.int32", "<i4")
    tokens = np.fromfile(args.reviews / f"{name}-tokens.int32", "<i4").reshape(len(labels), -1)
    return np.ascontiguousarray(tokens[:, -args.length :]), labels


def batches(args, name):
    """As many reviews as are to be timed, from the front and around again where there are too few."""
    tokens, labels = half(args, name)
    rows = np.arange(args.batches * BATCH) % len(labels)
    return tokens[rows], labels[rows]


def say(**result):
    print(json.dumps(result), flush=True)
