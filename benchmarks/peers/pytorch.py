"""Milliseconds a batch of the notebook's two models, and of a GRU, with PyTorch's own recurrent layers."""

import time

import torch
from torch import nn

import reviews
from reviews import BATCH, EMBEDDING, VOCABULARY, WARM_UP

parser = reviews.parser(__doc__)
parser.add_argument("--device", choices=["cpu", "gpu"], default="cpu")
args = parser.parse_args()
device = "cuda" if args.device == "gpu" else "cpu"
torch.set_num_threads(args.threads)
# Gradients vanish over 500 steps, and numbers too small to be normal are slow to compute with.
# TensorFlow counts them as zero without being asked.
torch.set_flush_denormal(True)
reviews.say(version=f"PyTorch {torch.__version__.split('+')[0]}")


def wait():
    """Until the GPU has done what it was told."""
    if device == "cuda":
        torch.cuda.synchronize()



class Network(nn.Module):
    def __init__(self, name):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, EMBEDDING)
        layer, layers = {"lstm": (nn.LSTM, 1), "simple-rnn": (nn.RNN, 2), "gru": (nn.GRU, 1)}[name]
        self.recurrent = layer(EMBEDDING, args.hidden, num_layers=layers, batch_first=True)
        self.dense = nn.Linear(args.hidden, 1)

    def forward(self, tokens):
        outputs, _ = self.recurrent(self.embedding(tokens))
        return self.dense(outputs[:, -1]).squeeze(1)


def train(network, tokens, labels):
    network.train()
    order = torch.randperm(len(labels))
    for rows in order.split(BATCH):
        optimizer.zero_grad(set_to_none=True)
        logits = network(tokens[rows].to(device))
        loss = nn.functional.binary_cross_entropy_with_logits(logits, labels[rows].to(device))
        loss.backward()
        optimizer.step()


@torch.inference_mode()
def predict(network, tokens):
    network.eval()
    return torch.cat([torch.sigmoid(network(batch.to(device))) for batch in tokens.split(BATCH)])


def timed(name, phase, call, *halves):
    call(network, *(half[: WARM_UP * BATCH] for half in halves))
    wait()
    start = time.perf_counter()
    call(network, *halves)
    wait()
    reviews.say(model=name, phase=phase, ms=(time.perf_counter() - start) / args.batches * 1000)


tokens, labels = (torch.from_numpy(half) for half in reviews.batches(args, "train"))
test = torch.from_numpy(reviews.batches(args, "test")[0])
for name in args.models.split(","):
    network = Network(name).to(device)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.001, eps=1e-7, fused=True)
    timed(name, "train", train, tokens, labels.float())
    timed(name, "predict", predict, test)
