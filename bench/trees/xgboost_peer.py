"""XGBoost's side of the comparison: xgboost_peer.py FOLDER WIDTH TREES DEPTH THREADS BINS; see trainer.ts, which does the same.

Its default for BINS is 256. Scores go to xgboost.bin (doubles).
"""
import json
import resource
import sys
import time

import numpy
import xgboost

folder = sys.argv[1]
width, trees, depth, threads, bins = map(int, sys.argv[2:])


def read(name):
    data = numpy.fromfile(f"{folder}/{name}.bin", numpy.uint8)
    rows = len(data) // (width * 4 + 1)
    return data[: rows * width * 4].view(numpy.float32).reshape(width, rows).T, data[rows * width * 4 :]


rows, labels = read("train")
options = dict(objective="binary:logistic", tree_method="hist", max_depth=depth, eta=0.1, max_bin=bins, nthread=threads)
started, cpu = time.time(), time.process_time()
model = xgboost.train(options, xgboost.QuantileDMatrix(rows, labels, max_bin=bins, nthread=threads), trees)
train_seconds, cpu_seconds = time.time() - started, time.process_time() - cpu
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

model.set_param({"nthread": 1})
rows = numpy.ascontiguousarray(read("test")[0])
started = time.time()
margins = model.inplace_predict(rows, predict_type="margin")
predict_seconds = time.time() - started
margins.astype(numpy.float64).tofile(f"{folder}/xgboost.bin")
few = xgboost.DMatrix(rows[:1000], nthread=1)
started = time.time()
model.predict(few, pred_contribs=True)
explain_seconds = time.time() - started

print(json.dumps({
    "version": xgboost.__version__,
    "trainSeconds": train_seconds,
    "trainCpuSeconds": cpu_seconds,
    "peakBytes": peak,
    "rowsPerSecond": len(rows) / predict_seconds,
    "explainMicroseconds": explain_seconds * 1e6 / 1000,
}))
