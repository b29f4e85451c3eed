"""XGBoost's side: xgboost_peer.py FOLDER WIDTH TREES DEPTH BATCH; trains once, then predicts test.bin in batches on one core."""
import json
import os
import sys
import time

import numpy
import xgboost

folder = sys.argv[1]
width, trees, depth, batch = map(int, sys.argv[2:])


def read(name):
    data = numpy.fromfile(f"{folder}/{name}.bin", numpy.uint8)
    rows = len(data) // (width * 4 + 1)
    return data[: rows * width * 4].view(numpy.float32).reshape(width, rows).T, data[rows * width * 4 :]


saved = f"{folder}/xgboost.ubj"
model = xgboost.Booster({"nthread": 1})
if os.path.exists(saved):
    model.load_model(saved)
else:
    rows, labels = read("train")
    options = dict(objective="binary:logistic", tree_method="hist", max_depth=depth, eta=0.1, nthread=2)
    model = xgboost.train(options, xgboost.DMatrix(rows, labels), trees)
    model.save_model(saved)
model.set_param({"nthread": 1})
rows = numpy.ascontiguousarray(read("test")[0])
model.inplace_predict(rows[:batch])
started, used = time.time(), time.process_time()
for at in range(0, len(rows) - batch + 1, batch):
    model.inplace_predict(rows[at : at + batch])
print(json.dumps({"perSecond": len(rows) / (time.time() - started), "perCpuSecond": len(rows) / (time.process_time() - used)}))
