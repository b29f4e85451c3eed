"""Makes models/*.onnx: what XGBoost, LightGBM, scikit-learn and PyTorch users bring, in the forms that their converters give.

    python3 -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python make-foreign-models.py

Made-up payments (seeded): a few features of the catalogue with missing values, and a label that depends on three of them.
Beside each model, expected.json keeps what its own library says of the first rows, so that tests compare with that and not
with ONNX Runtime's word. PyTorch itself is not needed: its file is written by hand as `torch.onnx.export` of
`Sequential(Linear, ReLU, Linear)` over `where(isnan(x), 0, x)` gives it, with the weights of a scikit-learn network.
"""
import json
import pathlib
import warnings

import lightgbm
import numpy
import onnx
import onnxmltools
import pandas
import sklearn
import xgboost
from onnx import TensorProto, helper, numpy_helper
from onnxmltools.convert.common.data_types import FloatTensorType as MlFloats
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).parent / "models"
NAMES = ["amount_log", "card_count_1h", "account_age_days", "card_count_24h"]
WIDTH = len(NAMES)
CHECKED = 40

random = numpy.random.default_rng(7)
rows = numpy.column_stack([
    random.normal(8, 2, 3000), random.poisson(1.5, 3000), random.exponential(200, 3000), random.poisson(4, 3000),
]).astype(numpy.float32)
odds = rows[:, 1] * 0.8 + (rows[:, 0] - 8) * 0.5 - rows[:, 2] / 200 - 1
labels = (random.random(3000) < 1 / (1 + numpy.exp(-odds))).astype(numpy.int64)
rows[random.random(rows.shape) < 0.05] = numpy.nan
few = rows[:CHECKED]
expected = {"features": NAMES, "rows": [[None if numpy.isnan(x) else float(x) for x in row] for row in few], "probabilities": {}}


def keep(name, model, probabilities):
    onnx.save(model, HERE / f"{name}.onnx")
    expected["probabilities"][name] = [float(p) for p in probabilities]


booster = xgboost.XGBClassifier(n_estimators=20, max_depth=3, base_score=0.5)
booster.fit(rows, labels)
keep("xgboost", onnxmltools.convert_xgboost(booster, initial_types=[("input", MlFloats([None, WIDTH]))], target_opset=15),
     booster.predict_proba(few)[:, 1])

light = lightgbm.LGBMClassifier(n_estimators=20, max_depth=3, verbose=-1)
light.fit(rows, labels)
zipped = [("input", MlFloats([None, WIDTH]))]
keep("lightgbm", onnxmltools.convert_lightgbm(light, initial_types=zipped, target_opset=15), light.predict_proba(few)[:, 1])
keep("lightgbm-no-zipmap", onnxmltools.convert_lightgbm(light, initial_types=zipped, zipmap=False, target_opset=15),
     light.predict_proba(few)[:, 1])

logistic = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), LogisticRegression())
logistic.fit(rows, labels)
keep("sklearn-logistic", convert_sklearn(logistic, initial_types=[("X", FloatTensorType([None, WIDTH]))], target_opset=15),
     logistic.predict_proba(few)[:, 1])
# One input for each column, as pipelines over data frames have it.
frame = pandas.DataFrame(rows, columns=NAMES)
by_column = make_pipeline(ColumnTransformer([("all", SimpleImputer(strategy="median"), NAMES)]), LogisticRegression())
by_column.fit(frame, labels)
keep("sklearn-columns", convert_sklearn(by_column, initial_types=[(name, FloatTensorType([None, 1])) for name in NAMES],
                                        target_opset=15), by_column.predict_proba(frame[:CHECKED])[:, 1])

forest = make_pipeline(SimpleImputer(strategy="median"), RandomForestClassifier(20, max_depth=4, random_state=3))
forest.fit(rows, labels)
keep("sklearn-forest", convert_sklearn(forest, initial_types=[("X", FloatTensorType([None, WIDTH]))], target_opset=15),
     forest.predict_proba(few)[:, 1])

in_doubles = make_pipeline(StandardScaler(), MLPClassifier(hidden_layer_sizes=(4,), max_iter=60, random_state=3))
in_doubles.fit(numpy.nan_to_num(rows), labels)
doubles = convert_sklearn(in_doubles, initial_types=[("X", DoubleTensorType([None, WIDTH]))], options={"zipmap": False}, target_opset=15)
# What scikit-learn's own imputer does has no kernel for doubles in ONNX Runtime: gaps are filled by plain operators.
for node in doubles.graph.node:
    node.input[:] = ["filled" if name == "X" else name for name in node.input]
doubles.graph.node.insert(0, helper.make_node("IsNaN", ["X"], ["gap"]))
doubles.graph.node.insert(1, helper.make_node("Where", ["gap", "nothing", "X"], ["filled"]))
doubles.graph.initializer.append(numpy_helper.from_array(numpy.array(0.0), "nothing"))
keep("sklearn-doubles", doubles, in_doubles.predict_proba(numpy.nan_to_num(few))[:, 1])

no_imputer = make_pipeline(StandardScaler(), LogisticRegression())
no_imputer.fit(numpy.nan_to_num(rows), labels)
keep("sklearn-no-imputer", convert_sklearn(no_imputer, initial_types=[("X", FloatTensorType([None, WIDTH]))], target_opset=15), [])

network = MLPClassifier(hidden_layer_sizes=(8,), max_iter=60, random_state=3)
network.fit(numpy.nan_to_num(rows), labels)
(weights1, weights2), (bias1, bias2) = network.coefs_, network.intercepts_
constants = {"0.weight": weights1.T, "0.bias": bias1, "2.weight": weights2.T, "2.bias": bias2, "zero": numpy.array(0)}
nodes = [
    helper.make_node("IsNaN", ["input"], ["/IsNaN_output_0"]),
    helper.make_node("Where", ["/IsNaN_output_0", "zero", "input"], ["/Where_output_0"]),
    helper.make_node("Gemm", ["/Where_output_0", "0.weight", "0.bias"], ["/0/Gemm_output_0"], transB=1),
    helper.make_node("Relu", ["/0/Gemm_output_0"], ["/1/Relu_output_0"]),
    helper.make_node("Gemm", ["/1/Relu_output_0", "2.weight", "2.bias"], ["output"], transB=1),
]
graph = helper.make_graph(
    nodes, "main_graph",
    [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["batch", WIDTH])],
    [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["batch", 1])],
    [numpy_helper.from_array(value.astype(numpy.float32), name) for name, value in constants.items()],
)
torch_like = helper.make_model(graph, producer_name="pytorch", opset_imports=[helper.make_opsetid("", 17)])
torch_like.ir_version = 8
keep("pytorch-logit", torch_like, network.predict_proba(numpy.nan_to_num(few))[:, 1])

versions = {m.__name__: m.__version__ for m in (xgboost, lightgbm, sklearn, onnxmltools, onnx)}
(HERE / "expected.json").write_text(json.dumps({"madeBy": versions, **expected}) + "\n")
